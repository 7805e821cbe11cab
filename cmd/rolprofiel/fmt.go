package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/report"
	"rolprofiel/pkg/strictyaml"
)

// CodeNotTidy says that fmt would write a file otherwise.
const codeNotTidy diag.Code = "not-tidy"

type formatting struct {
	paths  []string
	name   string
	check  bool
	diff   bool
	format string
	quiet  bool
}

func newFmt(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &formatting{}
	cmd := &cobra.Command{
		Use:     "fmt [" + t("PATH") + "…|-]",
		Short:   t("Make definitions tidy: order, indents and long lines; comments stay"),
		Long:    t("Write definitions in one form: keys in a fixed order, texts folded at 100\ncharacters. What they say stays the same, and so do comments and blank lines."),
		Example: "  rolprofiel fmt\n  rolprofiel fmt --check\n  rolprofiel fmt --diff profiles/roles\n  rolprofiel fmt - --name profiles/roles/adviseur.yaml < adviseur.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return runFmt(a, o, cmd.Flags().Changed("format"))
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.check, "check", false, t("write nothing; list the files that are not tidy, and fail when there are any"))
	f.BoolVar(&o.diff, "diff", false, t("write nothing; show what would change"))
	f.StringVar(&o.format, "format", "text", t("with --check, how to report: %s", strings.Join(styleNames(), ", ")))
	f.StringVar(&o.name, "name", "", t("the file that standard input stands for, such as profiles/roles/adviseur.yaml"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say nothing when all is well"))
	must(cmd.RegisterFlagCompletionFunc("format", fixed(styleNames()...)))
	return cmd
}

// tidied is what fmt made of one file.
type tidied struct {
	file   *layer.File
	fields []strictyaml.Field
	out    []byte
	list   diag.List
	err    error
}

func runFmt(a *app, o *formatting, asked bool) error {
	style, ok := report.StyleNamed(o.format)
	switch {
	case !ok:
		return misuse("%q is not a value of --%s", o.format, "format").withHint("choose from: %s", strings.Join(styleNames(), ", "))
	case asked && !o.check:
		return misuse("--%s goes with --%s", "format", "check")
	case o.check && o.diff:
		return misuse("--%s and --%s do not go together", "check", "diff")
	}
	if len(o.paths) == 1 && o.paths[0] == "-" {
		return a.fmtInput(o, style)
	}
	if o.name != "" {
		return misuse("--%s goes with -, for standard input", "name")
	}
	files, err := a.formattable(o.paths)
	if err != nil {
		return err
	}
	catalog.InParallel(len(files), func(i int) { files[i].tidy() })
	return a.fmtFiles(o, style, files)
}

// tidy reads the file, when it is not there yet, and formats it.
func (f *tidied) tidy() {
	if f.file.Data == nil {
		dir, name := filepath.Split(filepath.FromSlash(f.file.Path))
		read, err := layer.Stack{{Show: func(string) string { return f.file.Name }, FS: os.DirFS(filepath.Clean(dir + "."))}}.Read(name)
		if unread, ok := strictyaml.Unread(err); ok {
			f.list = diag.List{unread}
			return
		}
		if f.err = err; err != nil {
			return
		}
		f.file.Data = read.Data
	}
	f.out, f.list, f.err = strictyaml.Format(f.file, f.fields)
	if len(f.list) == 1 && f.list[0].Code == strictyaml.CodeEmptyFile && path.Base(f.file.Path) == settingsFile {
		f.list = nil // an empty file is enough to make a workspace
	}
}

// changes reports whether formatting made the file another one.
func (f *tidied) changes() bool { return f.out != nil && !bytes.Equal(f.out, f.file.Data) }

// untidy says where a file begins to differ from its tidy form.
func (f *tidied) untidy() diag.Diagnostic {
	line := 1
	for i := 0; i < len(f.file.Data) && i < len(f.out) && f.file.Data[i] == f.out[i]; i++ {
		if f.out[i] == '\n' {
			line++
		}
	}
	at := diag.Place{File: f.file.Name, Line: line, Column: 1, EndLine: line, EndColumn: 1}
	return diag.New(codeNotTidy, diag.Warning, at, "", "from here on this file is not tidy").WithHint("let it be tidied: %s", "rolprofiel fmt "+f.file.Name)
}

func (a *app) fmtFiles(o *formatting, style report.Style, files []*tidied) error {
	var list diag.List
	var trouble []error
	changed := 0
	for _, f := range files {
		list = append(list, f.list...)
		if f.err != nil {
			trouble = append(trouble, f.err)
			continue
		}
		if !f.changes() {
			continue
		}
		changed++
		switch {
		case o.diff:
			if _, err := a.out.Write(diff.Diff(f.file.Name, f.file.Data, f.file.Name, f.out)); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		case !o.check:
			if err := a.amend(f); err != nil {
				trouble = append(trouble, err)
			} else if !o.quiet {
				a.say("written: %s", f.file.Name)
			}
		case o.format == "text":
			if _, err := fmt.Fprintln(a.out, f.file.Name); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		default:
			list = append(list, f.untidy())
		}
	}
	if len(trouble) > 0 {
		return errors.Join(append(trouble, a.stopOn(list.Sort(), diag.Error))...)
	}
	return a.fmtDone(o, style, list.Sort(), changed, len(files))
}

// fmtDone reports what could not be formatted, and counts.
func (a *app) fmtDone(o *formatting, style report.Style, list diag.List, changed, of int) error {
	if o.check && o.format != "text" {
		if err := style.Write(a.out, list, a.printer, a.renderer(a.outIsTerminal)); err != nil {
			return err
		}
	} else if err := a.stopOn(list, 0); err != nil {
		return err
	}
	if !o.quiet && o.format == "text" {
		switch {
		case changed == 0 && len(list) == 0:
			a.say("everything is tidy: %s", count(of, "%d file", "%d files"))
		case o.check || o.diff:
			a.say("not tidy: %s of %s", count(changed, "%d file", "%d files"), count(of, "%d file", "%d files"))
		}
	}
	if len(list) > 0 || o.check && changed > 0 {
		return found()
	}
	return nil
}

// amend writes a formatted file over what was read.
func (a *app) amend(f *tidied) error {
	dir, name := filepath.Split(filepath.FromSlash(f.file.Path))
	root, err := os.OpenRoot(filepath.Clean(dir + "."))
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer root.Close()
	if err := layer.Amend(root, name, f.file.Data, f.out); err != nil {
		if errors.Is(err, layer.ErrChangedMeanwhile) {
			return (&failure{status: exitFound}).saying("%s was changed while it was being tidied; it was left alone", f.file.Name).
				withHint("try again")
		}
		return err
	}
	return nil
}

// fmtInput formats standard input onto standard output.
func (a *app) fmtInput(o *formatting, style report.Style) error {
	name := filepath.ToSlash(o.name)
	fields, ok := formatFields(name)
	if !ok {
		f := misuse("standard input could be any kind of definition")
		if o.name != "" {
			f = misuse("%s has the name of no definition", o.name)
		}
		return f.withHint("say which with --name, such as --name profiles/roles/adviseur.yaml")
	}
	data, err := io.ReadAll(io.LimitReader(a.in, layer.MaxSize+1))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	f := &tidied{file: &layer.File{Path: name, Name: name, Data: data}, fields: fields}
	if len(data) > layer.MaxSize {
		large, _ := strictyaml.Unread(&layer.TooLargeError{Name: name, Size: int64(len(data))})
		f.list = diag.List{large}
	} else {
		f.tidy()
	}
	if f.err == nil && f.out != nil && !o.check && !o.diff {
		if _, err := a.out.Write(f.out); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		return nil
	}
	return a.fmtFiles(o, style, []*tidied{f})
}

func formatFields(name string) ([]strictyaml.Field, bool) {
	if path.Base(name) == settingsFile {
		return settingsFields(), true
	}
	return catalog.FieldsFor(name)
}

// formattable finds the definitions at or under paths; without any, those of the
// workspace.
func (a *app) formattable(paths []string) ([]*tidied, error) {
	if len(paths) == 0 {
		if a.workspace == "" {
			return nil, misuse("there is no workspace here to make tidy").withHint("name the files or folders to make tidy")
		}
		for _, name := range []string{"profiles", settingsFile} {
			if full := filepath.Join(a.workspace, name); exists(full) {
				paths = append(paths, full)
			}
		}
	}
	var all []*tidied
	seen := map[string]bool{}
	for _, p := range paths {
		before := len(all)
		err := filepath.WalkDir(p, func(at string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := filepath.ToSlash(at)
			if d.IsDir() {
				if at != p && strings.HasPrefix(d.Name(), ".") {
					return fs.SkipDir
				}
				return nil
			}
			full, err := filepath.Abs(at)
			if err != nil {
				return err
			}
			fields, ok := formatFields(filepath.ToSlash(full))
			if !ok || !d.Type().IsRegular() || seen[name] {
				return nil // a link is tidied where it leads to, if that is asked
			}
			seen[name] = true
			all = append(all, &tidied{file: &layer.File{Path: name, Name: a.shown(at)}, fields: fields})
			return nil
		})
		if isNotThere(err) {
			return nil, misuse("nothing is known under %q", p).withHint("name a file or folder of definitions")
		}
		if err != nil {
			return nil, fmt.Errorf("list files: %w", err)
		}
		if len(all) == before && !seen[filepath.ToSlash(p)] {
			if info, err := os.Stat(p); err == nil && !info.IsDir() {
				return nil, misuse("%s has the name of no definition", p).withHint("name a file or folder of definitions")
			}
		}
	}
	return all, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// shown names a file as the user would type it from where they are.
func (a *app) shown(name string) string {
	dir, err := os.Getwd()
	if err != nil || !filepath.IsAbs(name) {
		return filepath.ToSlash(name)
	}
	if rel, err := filepath.Rel(dir, name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}
