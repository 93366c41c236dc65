"""What is measured, how often, and what is made of it: see README.md beside this file."""
