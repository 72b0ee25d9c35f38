"""The small language in which the office writes down what it counts: 计数(办结时间 <= 办结截止)."""
