// Licences tells which modules are in the program and under what licence. Without
// flags it prints the text of every licence, which goes into the archives; with
// -table the page .github/DEPENDENCIES.md. It fails when a module has no licence
// that it knows, or no word on what it is for.
package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// purpose says what each module is for.
var purpose = map[string]string{
	"github.com/aymanbagabas/go-osc52/v2":   "of termenv: the clipboard of a terminal; not used",
	"github.com/charmbracelet/colorprofile": "of ansi: how many colours a terminal knows",
	"github.com/charmbracelet/lipgloss":     "colour and layout on a terminal",
	"github.com/charmbracelet/x/ansi":       "the width of text on a terminal",
	"github.com/charmbracelet/x/cellbuf":    "of lipgloss: cells of a terminal",
	"github.com/charmbracelet/x/term":       "whether somebody is looking, and how wide the window is",
	"github.com/fsnotify/fsnotify":          "of viper: watching the settings; not used",
	"github.com/go-viper/mapstructure/v2":   "of viper: values of settings",
	"github.com/inconshreveable/mousetrap":  "on Windows: whether the program was double-clicked",
	"github.com/lucasb-eyer/go-colorful":    "of lipgloss: colours",
	"github.com/mattn/go-isatty":            "of termenv: whether somebody is looking",
	"github.com/mattn/go-runewidth":         "of lipgloss: the width of letters",
	"github.com/muesli/termenv":             "which colours a terminal can show",
	"github.com/pelletier/go-toml/v2":       "of viper: settings in TOML; not used",
	"github.com/rivo/uniseg":                "of lipgloss: letters with their accents",
	"github.com/rogpeppe/go-internal":       "the differences that fmt --diff shows",
	"github.com/sagikazarmark/locafero":     "of viper: finding settings; not used",
	"github.com/sourcegraph/conc":           "of locafero: working at once; not used",
	"github.com/spf13/afero":                "of viper: files",
	"github.com/spf13/cast":                 "of viper: values of settings",
	"github.com/spf13/cobra":                "verbs, flags, help and completion",
	"github.com/spf13/pflag":                "flags",
	"github.com/spf13/viper":                "settings from file, environment and flags",
	"github.com/subosito/gotenv":            "of viper: settings in .env; not used",
	"github.com/xo/terminfo":                "of colorprofile: what a terminal can do",
	"github.com/yuin/goldmark":              "reads the Markdown that templates write",
	"go.yaml.in/yaml/v3":                    "of viper: settings in YAML",
	"golang.org/x/sys":                      "of term and others: the system",
	"golang.org/x/text":                     "of viper and others: letters of all languages",
	"gopkg.in/yaml.v3":                      "reads YAML with the place of every value",
}

type module struct{ Path, Version, Dir string }

func main() {
	log.SetFlags(0)
	table := flag.Bool("table", false, "print the table of .github/DEPENDENCIES.md")
	flag.Parse()
	if err := run(os.Stdout, *table); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, table bool) error {
	modules, err := linked()
	if err != nil {
		return err
	}
	if table {
		fmt.Fprint(w, "# What is in the program\n\nMade by `go run ./.ci/release/licences.go -table`; `.ci/run` holds it against the code. All licences go together with EUPL-1.2. The texts are in `LICENCES.txt` of every release. What only tests and tools use is in `go.mod` and `.ci/tools/go.mod`.\n\n| module | version | licence | for |\n|---|---|---|---|\n")
	}
	var trouble []error
	for _, m := range modules {
		text, err := licenceText(m.Dir)
		if err != nil {
			return err
		}
		kind := licenceKind(text)
		if kind == "" {
			trouble = append(trouble, fmt.Errorf("%s has a licence that is not known here", m.Path))
		}
		if purpose[m.Path] == "" {
			trouble = append(trouble, fmt.Errorf("%s is in the program; say in licences.go what for", m.Path))
		}
		if table {
			fmt.Fprintf(w, "| `%s` | %s | %s | %s |\n", m.Path, m.Version, kind, purpose[m.Path])
		} else {
			fmt.Fprintf(w, "%s\n%s %s\n\n%s\n\n", strings.Repeat("=", 79), m.Path, m.Version, strings.TrimSpace(text))
		}
	}
	if !table {
		goText, err := licenceText(goRoot())
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\nThe Go standard library\n\n%s\n", strings.Repeat("=", 79), strings.TrimSpace(goText))
	}
	return errors.Join(trouble...)
}

// linked are the modules of which something is in the program, on any system.
func linked() ([]module, error) {
	found := map[string]module{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-json=Module", "./cmd/rolprofiel")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list what is in the program for %s: %w", system, err)
		}
		for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
			var p struct{ Module *module }
			if err := dec.Decode(&p); err != nil {
				return nil, fmt.Errorf("read the list: %w", err)
			}
			if p.Module != nil && p.Module.Version != "" {
				found[p.Module.Path] = *p.Module
			}
		}
	}
	var all []module
	for _, m := range found {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b module) int { return cmp.Compare(a.Path, b.Path) })
	return all, nil
}

func goRoot() string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func licenceText(dir string) (string, error) {
	var all []string
	for _, pattern := range []string{"LICEN[SC]E*", "COPYING*", "NOTICE*"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return "", err
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return "", fmt.Errorf("read a licence: %w", err)
			}
			all = append(all, strings.TrimSpace(string(data)))
		}
	}
	return strings.Join(all, "\n\n"), nil
}

// licenceKind knows a licence by its own words.
func licenceKind(text string) string {
	var kinds []string
	flat := strings.Join(strings.Fields(text), " ")
	for _, k := range []struct{ name, words string }{
		{"Apache-2.0", "Apache License Version 2.0"},
		{"Apache-2.0", "Licensed under the Apache License, Version 2.0"},
		{"MIT", "Permission is hereby granted, free of charge"},
		{"BSD-3-Clause", "Neither the name"},
		{"MPL-2.0", "Mozilla Public License Version 2.0"},
	} {
		if strings.Contains(flat, k.words) && !slices.Contains(kinds, k.name) {
			kinds = append(kinds, k.name)
		}
	}
	if len(kinds) == 0 && strings.Contains(flat, "Redistribution and use in source and binary forms") {
		kinds = append(kinds, "BSD-2-Clause")
	}
	return strings.Join(kinds, " and ")
}
