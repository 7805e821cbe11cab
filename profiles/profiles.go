// Package profiles carries the shipped definitions inside the program. The YAML
// beside this file is the library; package catalog says what it means.
package profiles

import "embed"

// FS holds the definitions, a folder per kind.
//
//go:embed *.yaml competencies glossary learning openings preconditions roles sources stances teams
var FS embed.FS
