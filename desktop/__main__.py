"""python -m desktop [--basedir DIR] [VERB …]: the window, or a headless verb."""

import sys

from desktop.system.arguments import parse

if __name__ == "__main__":
    arguments = parse(sys.argv[1:])
    if arguments.verb is None:
        from desktop.app import main
    else:
        from desktop.commands.verbs import main
    sys.exit(main(arguments))
