"""Arguments and settings files: given argv and the folders of the files, gives what a run was asked for."""
