"""The modes of contests, one file each: how what people did becomes places and prizes."""
