"""The six forms of rule. A form is code, one module each; a rule is data, in its protocol's front matter."""
