module expressions

go 1.21

require github.com/bmatcuk/doublestar/v4 v4.8.1
