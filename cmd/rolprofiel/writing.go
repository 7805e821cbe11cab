package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/layer"
)

// writing are the flags of every verb that writes files.
type writing struct {
	force  bool
	dryRun bool
	quiet  bool
}

func (w *writing) flags(a *app, cmd *cobra.Command) {
	t := a.printer.Sprintf
	f := cmd.Flags()
	f.BoolVar(&w.force, "force", false, t("also overwrite files that rolprofiel did not write, or that were changed since"))
	f.BoolVar(&w.dryRun, "dry-run", false, t("say what would be written, and write nothing"))
	f.BoolVarP(&w.quiet, "quiet", "q", false, t("say nothing when all is well"))
}

// tree opens a folder for writing and calls write; the folder is made when it is
// not there.
func (w writing) tree(dir string, write func(*layer.Tree) error) (err error) {
	if w.dryRun {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			empty, err := os.MkdirTemp("", "rolprofiel-")
			if err != nil {
				return fmt.Errorf("make folder: %w", err)
			}
			defer os.RemoveAll(empty)
			dir = empty
		}
	} else if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer root.Close()
	t, err := layer.OpenTree(root)
	if err != nil {
		return err
	}
	t.Force, t.DryRun, t.Wait = w.force, w.dryRun, waitForOther
	// Whatever comes in between, the tree is closed, so that it knows its own files.
	return cmp.Or(write(t), t.Close())
}

// Another rolprofiel that writes in the same folder is waited for this long: enough
// for a document, and for most exports.
const (
	otherTries = 200
	otherPause = 100 * time.Millisecond
)

func waitForOther(tries int) bool {
	time.Sleep(otherPause)
	return tries < otherTries
}

// writeFile writes one file, and says so.
func (a *app) writeFile(name string, data []byte, w writing) error {
	return w.tree(filepath.Dir(name), func(t *layer.Tree) error {
		outcome, err := t.Write(filepath.Base(name), data)
		if err != nil {
			return err
		}
		return a.told(filepath.ToSlash(name), outcome, w)
	})
}

// told says what became of a file; a file that was left alone is a failure.
func (a *app) told(name string, outcome layer.Outcome, w writing) error {
	switch {
	case outcome == layer.Foreign:
		return (&failure{status: exitFound}).saying("%s is there already, and rolprofiel did not write it", name).
			withHint("choose another name, or add --force to overwrite it")
	case outcome == layer.Changed:
		return (&failure{status: exitFound}).saying("%s was changed since rolprofiel wrote it", name).
			withHint("keep your changes under another name, or add --force to overwrite them")
	case w.quiet:
	case w.dryRun && outcome == layer.Written:
		a.say("would write: %s", name)
	case outcome == layer.Written:
		a.say("written: %s", name)
	default:
		a.say("unchanged: %s", name)
	}
	return nil
}

func (f *failure) saying(format string, args ...any) *failure {
	f.message = misuse(format, args...).message
	return f
}
