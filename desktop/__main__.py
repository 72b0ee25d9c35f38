"""python -m desktop [--basedir DIR] [VERB …]: the window, or a headless verb."""

import gc
import sys

from desktop.system.arguments import parse

if __name__ == "__main__":
    arguments = parse(sys.argv[1:])
    if arguments.verb is None:
        gc.disable()  # nothing made while starting is garbage; app switches it on again
        from desktop.app import main
    else:
        from desktop.commands.verbs import main
    sys.exit(main(arguments))
