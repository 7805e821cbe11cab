package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// update is set by go test -update: the outputs in the guides are written anew.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// The commands in the guides do what the guides say. Each block marked console is
// a session in one folder: a line with $ is typed, what follows is the answer. A
// line … stands for the rest of a long answer.
func TestReadmeCommands(t *testing.T) {
	for _, guide := range []string{"../../README.md", "../../.github/LEESMIJ.md"} {
		t.Run(filepath.Base(guide), func(t *testing.T) {
			path, err := filepath.Abs(guide)
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Setenv("SOURCE_DATE_EPOCH", "1795392000")
			t.Setenv("NO_COLOR", "1")
			t.Chdir(t.TempDir())
			got := replay(t, string(data))
			if got == string(data) {
				return
			}
			if !updating() {
				t.Errorf("%s no longer tells what happens; go test ./cmd/rolprofiel -run Readme -update writes it anew:\n%s", guide, firstDifference(string(data), got))
				return
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\nsays     %s\nhappens  %s", i+1, x[i], y[i])
		}
	}
	return "the length differs"
}

// replay types every command of a guide and returns the guide with the answers
// that came.
func replay(t *testing.T, guide string) string {
	t.Helper()
	var out strings.Builder
	lines := strings.SplitAfter(guide, "\n")
	inside := false
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		out.WriteString(line)
		switch {
		case strings.HasPrefix(line, "```"):
			inside = !inside && strings.HasPrefix(line, "```console")
		case inside && strings.HasPrefix(line, "$ "):
			j := i + 1
			for j < len(lines) && !strings.HasPrefix(lines[j], "$ ") && !strings.HasPrefix(lines[j], "```") {
				j++
			}
			out.WriteString(answer(typed(t, strings.TrimSpace(line[2:])), lines[i+1:j]))
			i = j - 1
		}
	}
	return out.String()
}

// answer cuts what came to the length at which the guide shows it.
func answer(came string, shown []string) string {
	if len(shown) > 0 && strings.TrimSpace(shown[len(shown)-1]) == "…" {
		lines := strings.SplitAfter(came, "\n")
		if len(lines) >= len(shown) {
			return strings.Join(lines[:len(shown)-1], "") + "…\n"
		}
	}
	return came
}

// typed runs one command line as a shell would, for the few words that the guides
// use.
func typed(t *testing.T, command string) string {
	t.Helper()
	args := words(command)
	switch {
	case args[0] == "cd":
		t.Chdir(args[1])
		return ""
	case args[0] == "sed" && args[1] == "-i":
		replace(t, args[2], args[3])
		return ""
	case command == "go test ./...":
		return ""
	case strings.HasPrefix(command, "go run ./cmd/rolprofiel "):
		args = args[2:]
	case args[0] != "rolprofiel":
		t.Fatalf("a guide types %q, which this test does not know", command)
	}
	var b bytes.Buffer
	s := &streams{in: strings.NewReader(""), out: &b, err: &b, width: 80, env: os.Getenv, now: time.Now}
	execute(args[1:], s)
	return b.String()
}

// words cuts a command line at spaces outside quotes.
func words(command string) []string {
	var out []string
	var word strings.Builder
	quote := rune(0)
	for _, r := range command + " " {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case quote == 0 && r == ' ':
			if word.Len() > 0 {
				out = append(out, word.String())
			}
			word.Reset()
		default:
			word.WriteRune(r)
		}
	}
	return out
}

// replace does what sed -i s/a/b/ does, for plain words.
func replace(t *testing.T, script, file string) {
	t.Helper()
	parts := strings.Split(script, "/")
	data, err := os.ReadFile(file)
	if err != nil || len(parts) != 4 || !strings.Contains(string(data), parts[1]) {
		t.Fatalf("sed %s %s: %v", script, file, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), parts[1], parts[2], 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}
