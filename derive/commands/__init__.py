"""The commands, one file each, loaded when they are run: to add one, add its file and a line in `derive/cli.py`."""
