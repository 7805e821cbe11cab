package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
	"rolprofiel/profiles"
)

// The example that a new workspace starts from.
const (
	exampleTeam    = "voorbeeld-buurtteam"
	exampleOpening = "voorbeeld-buurtteam-2027"
)

func newInit(a *app) *cobra.Command {
	t := a.printer.Sprintf
	w := &writing{}
	cmd := &cobra.Command{
		Use:     "init [" + t("FOLDER") + "]",
		Short:   t("Start a workspace of your own"),
		Long:    t("Start a workspace: a folder with settings, an example team and opening to make\nyour own, and a short guide. Without a folder it starts here."),
		Example: "  rolprofiel init buurtteam-noord",
		Args:    between(0, 1, t("which folder")),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if dir == "" {
				return misuse("%s needs to know more: %s", "rolprofiel init", a.printer.Sprintf("which folder"))
			}
			return runInit(a, dir, *w)
		},
	}
	w.flags(a, cmd)
	return cmd
}

func runInit(a *app, dir string, w writing) error {
	id, name, err := identity(dir)
	if err != nil {
		return err
	}
	files, err := a.starter(id, name)
	if err != nil {
		return err
	}
	return w.tree(dir, func(t *layer.Tree) error {
		if err := a.allMayBe(t, dir, files, w); err != nil {
			return err
		}
		for _, f := range files {
			outcome, err := t.Write(f.Path, f.Data)
			if err != nil {
				return err
			}
			if err := a.told(filepath.ToSlash(filepath.Join(dir, f.Path)), outcome, w); err != nil {
				return err
			}
		}
		if err := a.bindNew(t, dir, w); err != nil {
			return err
		}
		if !w.quiet && !w.dryRun {
			a.say("now try: %s", a.firstSteps(dir, id))
		}
		return nil
	})
}

// bindNew binds editors to the workspace that was just written in dir.
func (a *app) bindNew(t *layer.Tree, dir string, w writing) error {
	if w.dryRun {
		return nil // there is nothing yet to make schemas of
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find folder: %w", err)
	}
	fresh := *a
	fresh.workspace = full
	lib, err := fresh.library(a.printer.Lang())
	if err != nil {
		return err
	}
	if err := (&binder{a, lib}).bind(t, dir, writing{force: w.force, quiet: true}); err != nil {
		return err
	}
	if !w.quiet {
		a.say("VS Code and the editors of JetBrains now help while you type in this folder")
	}
	return nil
}

// allMayBe refuses before anything is written when one of the files may not be.
func (a *app) allMayBe(t *layer.Tree, dir string, files []layer.File, w writing) error {
	t.DryRun = true
	defer func() { t.DryRun = w.dryRun }()
	for _, f := range files {
		outcome, err := t.Write(f.Path, f.Data)
		if err != nil {
			return err
		}
		if outcome == layer.Foreign || outcome == layer.Changed {
			return a.told(filepath.ToSlash(filepath.Join(dir, f.Path)), outcome, w)
		}
	}
	return nil
}

func (a *app) firstSteps(dir, id string) string {
	step := "rolprofiel render vacature --opening " + id + "-vacature"
	if dir == "." {
		return step
	}
	if strings.ContainsAny(dir, " '\"") {
		dir = strconv.Quote(dir)
	}
	return "cd " + dir + "; " + step
}

// identity makes an id and a name of the folder: buurtteam-noord is Buurtteam
// Noord.
func identity(dir string) (id, name string, err error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", "", fmt.Errorf("find folder: %w", err)
	}
	id = strictyaml.Slug(filepath.Base(full))
	if catalog.Reserved(id) {
		id += "-team"
	}
	words := strings.Split(id, "-")
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return id, strings.Join(words, " "), nil
}

// starter is the files of a new workspace. The team and the opening are the
// shipped examples with another name and id, edited by place so that all else
// stays as it was written.
func (a *app) starter(id, name string) ([]layer.File, error) {
	stack := layer.Stack{{Name: shippedLayer, FS: profiles.FS}}
	team, err := renamed(stack, catalog.KindTeam, exampleTeam, map[string]string{"name": name})
	if err != nil {
		return nil, err
	}
	opening, err := renamed(stack, catalog.KindOpening, exampleOpening, map[string]string{"team": id, "reference": strings.ToUpper(id) + "-01"})
	if err != nil {
		return nil, err
	}
	guide, err := fs.ReadFile(starterFS, "starter/LEESMIJ."+a.printer.Lang()+".md")
	if err != nil {
		return nil, fmt.Errorf("read guide: %w", err)
	}
	guideText := strings.NewReplacer("TEAM", id, "OPENING", id+"-vacature").Replace(string(guide))
	files := []layer.File{
		{Path: settingsFile, Data: []byte(a.startSettings())},
		{Path: "profiles/teams/" + id + ".yaml", Data: team},
		{Path: "profiles/openings/" + id + "-vacature.yaml", Data: opening},
		{Path: a.printer.Sprintf("README.md"), Data: []byte(guideText)},
	}
	if a.printer.Lang() == catalog.Dutch {
		return files, nil
	}
	for from, to := range map[string]string{"teams/" + exampleTeam: "teams/" + id, "openings/" + exampleOpening: "openings/" + id + "-vacature"} {
		file, err := stack.Read(from + "." + a.printer.Lang() + ".yaml")
		if err != nil {
			return nil, err
		}
		files = append(files, layer.File{Path: "profiles/" + to + "." + a.printer.Lang() + ".yaml", Data: file.Data})
	}
	slices.SortStableFunc(files, func(a, b layer.File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// renamed is a shipped definition with other values at some paths.
func renamed(stack layer.Stack, kind, id string, values map[string]string) ([]byte, error) {
	k := catalog.KindNamed(kind)
	file, err := stack.Read(k.Path(id))
	if err != nil {
		return nil, err
	}
	parsed, _ := strictyaml.Decode(file, k.Fields(), nil)
	var edits []diag.Edit
	for path, value := range values {
		edits = append(edits, diag.Edit{Place: parsed.Places.At(path), Text: strictyaml.Scalar(value)})
	}
	return strictyaml.Patch(file.Data, edits)
}

// startSettings is a settings file whose comments come from the table of fields.
func (a *app) startSettings() string {
	var b strings.Builder
	b.WriteString("# " + a.printer.Sprintf("This file makes the folder a workspace of rolprofiel.") + "\n")
	for _, f := range settingsFields() {
		b.WriteString("\n# " + f.About.In(a.printer.Lang()) + "\n")
		switch {
		case f.Key == "lang":
			b.WriteString("lang: " + a.printer.Lang() + "\n")
		case f.Type == strictyaml.List:
			b.WriteString("# " + f.Key + ":\n#   - nl\n#   - en\n")
		default:
			b.WriteString("# " + f.Key + ": " + f.Example + "\n")
		}
	}
	return b.String()
}
