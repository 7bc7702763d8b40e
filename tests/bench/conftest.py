# SPDX-License-Identifier: MIT
"""The modules of this folder are imported by name, and what is built is in build/ below the top folder."""
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
os.chdir(HERE.parent.parent)
