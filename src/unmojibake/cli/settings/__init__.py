"""Arguments and settings files: given the command line and the folders of the files, gives the settings of a run."""
