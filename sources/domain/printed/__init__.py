"""Printed pages to text: lines with their places on the page to blocks in reading order."""
