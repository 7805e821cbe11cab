package main

import "github.com/inconshreveable/mousetrap"

// wasClicked reports whether somebody double-clicked this program.
func wasClicked() bool { return mousetrap.StartedByExplorer() }
