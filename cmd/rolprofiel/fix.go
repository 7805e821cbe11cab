package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// fixRounds is how often check looks again after repairing: one repair can show
// the next mistake.
const fixRounds = 5

// fix repairs what has a repair in the files of the workspace, and returns how many
// it did. A repair after which a file is no better is left out.
func (a *app) fix(list diag.List, w writing) (int, error) {
	byFile := map[string][]diag.Fix{}
	var files []string
	for _, d := range list {
		if len(d.Fixes) == 0 || d.Place.Layer != workspaceLayer {
			continue
		}
		if byFile[d.Place.File] == nil {
			files = append(files, d.Place.File)
		}
		byFile[d.Place.File] = append(byFile[d.Place.File], d.Fixes[0])
	}
	done := 0
	for _, name := range files {
		n, err := a.fixFile(name, byFile[name], w)
		if err != nil {
			return done, err
		}
		done += n
	}
	return done, nil
}

// fixFile repairs one file; name is as the user sees it.
func (a *app) fixFile(name string, fixes []diag.Fix, w writing) (int, error) {
	full, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		return 0, fmt.Errorf("find file: %w", err)
	}
	inside, err := filepath.Rel(a.workspace, full)
	if err != nil {
		return 0, fmt.Errorf("find file: %w", err)
	}
	root, err := os.OpenRoot(a.workspace)
	if err != nil {
		return 0, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	path := filepath.ToSlash(inside)
	file, err := layer.Stack{{Name: workspaceLayer, Show: func(string) string { return name }, FS: root.FS()}}.Read(path)
	if err != nil {
		return 0, err
	}
	fields, ok := formatFields(path)
	if !ok {
		return 0, nil
	}
	was, now := *file, *file
	errorsIn := func(f *layer.File) int {
		_, list := strictyaml.Decode(f, fields, nil)
		n := 0
		for _, d := range list {
			if d.Severity == diag.Error {
				n++
			}
		}
		return n
	}
	var edits []diag.Edit
	done := 0
	for _, f := range fixes {
		more := append(edits[:len(edits):len(edits)], f.Edits...)
		data, err := strictyaml.Patch(was.Data, more)
		if err != nil {
			continue // it overlaps with one before it; the next round comes back to it
		}
		tried := was
		tried.Data = data
		if errorsIn(&tried) > errorsIn(&now) {
			continue
		}
		edits, now = more, tried
		done++
		if w.dryRun {
			a.say("%s:%d: would repair: %s", name, f.Edits[0].Place.Line, f.Message)
		} else {
			a.say("%s:%d: repaired: %s", name, f.Edits[0].Place.Line, f.Message)
		}
	}
	if done == 0 || w.dryRun {
		return 0, nil
	}
	if err := layer.Amend(root, path, was.Data, now.Data); err != nil {
		if errors.Is(err, layer.ErrChangedMeanwhile) {
			return 0, nil // the next round sees what it has become
		}
		return 0, err
	}
	return done, nil
}
