//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Ctrl-C in the middle of a form ends it with status 1 and keeps every answer.
func TestInterruptKeepsAnswers(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile(settingsFile, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	in, typed := io.Pipe()
	var said bytes.Buffer
	done := make(chan int)
	go func() {
		done <- execute([]string{"new", "stance", "vrager", "--ui-lang", "en"}, &streams{
			in: in, out: io.Discard, err: &said, inIsTerminal: true, width: 80,
			env: func(string) string { return "" }, now: time.Now,
		})
	}()
	if _, err := io.WriteString(typed, "De vrager\nJe vraagt.\n"); err != nil {
		t.Fatal(err)
	}
	draft := filepath.Join(dir, ".rolprofiel", "drafts", "stance-vrager.json")
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		data, err := os.ReadFile(draft)
		if err == nil && strings.Contains(string(data), "Je vraagt.") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("no draft: %v", err)
		}
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case status := <-done:
		if status != exitFound || !strings.Contains(said.String(), "go on with: rolprofiel new stance vrager") {
			t.Errorf("status %d\n%s", status, said.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it goes on asking")
	}
	if _, err := os.Stat(filepath.Join("profiles", "stances", "vrager.yaml")); !isNotThere(err) {
		t.Errorf("a file was written: %v", err)
	}
}
