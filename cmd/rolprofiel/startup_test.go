package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Start-up is a feature. These packages were measured: each adds milliseconds to
// every command, by work at their package level, or breaks a promise.
func TestStartUpCarriesNoHeavyPackages(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	forbidden := map[string]string{
		"github.com/yuin/goldmark/extension":         "its regular expressions are compiled at start; tables are read by package document",
		"github.com/alecthomas/chroma":               "styles and lexers, 16 ms",
		"github.com/charmbracelet/glamour":           "22 ms, and it loses line breaks",
		"github.com/charmbracelet/bubbletea":         "asks a silent terminal for its colour and waits five seconds",
		"github.com/charmbracelet/huh":               "bubbletea",
		"github.com/santhosh-tekuri/jsonschema":      "compiles meta-schemas at start, 6 ms",
		"github.com/pdfcpu/pdfcpu":                   "heavy",
		"github.com/microcosm-cc/bluemonday":         "regular expressions at start, 2 ms",
		"github.com/go-git/go-git":                   "21 modules",
		"github.com/rogpeppe/go-internal/testscript": "for tests only",
		"github.com/google/go-cmp":                   "for tests only",
		"golang.org/x/tools":                         "for tests only",
		"testing":                                    "for tests only",
	}
	for dep := range strings.Lines(string(out)) {
		dep = strings.TrimSpace(dep)
		for name, why := range forbidden {
			if dep == name || strings.HasPrefix(dep, name+"/") {
				t.Errorf("%s is linked in: %s", dep, why)
			}
		}
	}
	// Two releases of go-runewidth build tables of 25 to 45 ms at start.
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"v0.0.26", "v0.0.27"} {
		if !strings.Contains(string(mod), "exclude github.com/mattn/go-runewidth "+version) {
			t.Errorf("go.mod does not exclude go-runewidth %s", version)
		}
	}
}
