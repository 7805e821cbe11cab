// Package templates carries the shipped templates inside the program: a folder
// per language, a file per kind of document. Package document says what a
// template may hold.
package templates

import "embed"

// FS holds the templates.
//
//go:embed all:nl all:en
var FS embed.FS
