package main

import "embed"

// starterFS holds the guide that a new workspace gets.
//
//go:embed starter
var starterFS embed.FS
