package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/term"
)

// clicked explains the tool to somebody who double-clicked it: in a window of its
// own, which closes when we end, so it waits for a key. Enter turns the window into
// one to type in, where rolprofiel is known by name.
func (a *app) clicked() error {
	a.say("This is rolprofiel. It makes role descriptions and vacancy texts.\nIt has no buttons: you type what you want.\n\nPress Enter to begin typing in this window. Begin like this, for instance:")
	fmt.Fprintln(a.err)
	for _, example := range []string{"render vacature --opening voorbeeld-buurtteam-2027", "init mijn-team", "help", "help --ui-lang en"} {
		fmt.Fprintln(a.err, "  rolprofiel "+example)
	}
	fmt.Fprintln(a.err)
	a.say("The guide is in the file %s, beside this program.\nPress any other key to close this window.", "LEESMIJ.md")
	if key := a.key(); key != '\r' && key != '\n' {
		return nil
	}
	return a.prompt()
}

// key is the next key that is pressed; 0 when there is nobody to press one.
func (a *app) key() byte {
	if a.inIsTerminal {
		if before, err := term.MakeRaw(os.Stdin.Fd()); err == nil {
			defer func() { _ = term.Restore(os.Stdin.Fd(), before) }()
		}
	}
	pressed := make([]byte, 1)
	if n, _ := a.in.Read(pressed); n == 0 {
		return 0
	}
	return pressed[0]
}

// openPrompt starts the system's own command line in this window, with the folder
// of this program among those where commands are looked for.
func openPrompt() error {
	shell := os.Getenv("COMSPEC")
	if shell == "" {
		shell = "cmd.exe"
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	cmd := exec.Command(shell, "/K", "cd")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = pathWith(os.Environ(), filepath.Dir(self))
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("open a command line: %w", err)
	}
	return nil
}

// pathWith puts dir in front of where commands are looked for.
func pathWith(env []string, dir string) []string {
	out := make([]string, 0, len(env)+1)
	path := dir
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		if strings.EqualFold(name, "PATH") {
			path += string(os.PathListSeparator) + value
			continue
		}
		out = append(out, e)
	}
	return append(out, "PATH="+path)
}
