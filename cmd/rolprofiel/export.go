package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
)

type exportOptions struct {
	choosing
	writing
	all      bool
	format   string
	output   string
	date     string
	failOn   string
	evidence bool
}

func newExport(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &exportOptions{}
	cmd := &cobra.Command{
		Use:     "export",
		Short:   t("Make many documents in a folder"),
		Long:    t("Make many documents in a folder, with an index page in every folder.\nWith --all: every team with the roles it has, and every opening."),
		Example: "  rolprofiel export --all -o uit\n  rolprofiel export --team voorbeeld-buurtteam --lang nl,en -o uit",
		Args:    exactly(0, ""),
		RunE: func(*cobra.Command, []string) error {
			return runExport(a, o)
		},
	}
	o.choosing.flags(a, cmd)
	o.writing.flags(a, cmd)
	f := cmd.Flags()
	f.BoolVar(&o.all, "all", false, t("every team and every opening"))
	f.StringVarP(&o.format, "format", "f", "", t("the format: %s", strings.Join(fileFormats(), ", ")))
	f.StringVarP(&o.output, "output", "o", "", t("the folder to write in"))
	f.StringVar(&o.date, "date", "", t("the date of the document, as 2026-11-23; otherwise today"))
	f.StringVar(&o.failOn, "fail-on", "", t("fail at: error, warning, advice or never"))
	f.BoolVar(&o.evidence, "evidence", false, t("add the reports and headings that the text leans on"))
	must(cmd.RegisterFlagCompletionFunc("format", fixed(fileFormats()...)))
	must(cmd.RegisterFlagCompletionFunc("fail-on", fixed("error", "warning", "advice", "never")))
	return cmd
}

// page is a document that was written, for the index.
type page struct{ name, title, about string }

func runExport(a *app, o *exportOptions) error {
	choice, err := o.choice()
	if err != nil {
		return err
	}
	if o.output == "" {
		return misuse("export needs a folder to write in").withHint("add it like this: %s", "-o uit")
	}
	if o.all == (len(choice.Roles) > 0 || choice.Team != "" || choice.Opening != "") {
		return misuse("export needs to know what to make: --all, or --team, --role or --opening").
			withHint("see: %s --help", "rolprofiel export")
	}
	x := &exporter{app: a, o: o, choice: choice}
	if x.limit, err = failOn(o.failOn, diag.Error); err != nil {
		return err
	}
	if o.format == "" {
		o.format = "md"
	}
	if x.format, err = a.formatFor(o.format, ""); err != nil {
		return err
	}
	if x.format.Extension == "" {
		return misuse("%q is not a format for files", x.format.Name).withHint("choose from: %s", strings.Join(fileFormats(), ", "))
	}
	if x.date, err = a.today(o.date); err != nil {
		return err
	}
	return x.run()
}

// exporter is one run of export.
type exporter struct {
	*app
	o      *exportOptions
	choice profile.Choice
	format export.Format
	limit  diag.Severity
	date   string
	fresh  bool // into a new folder

	mu      sync.Mutex
	list    diag.List
	written int
	same    int
	kept    []string
	broken  error

	done int // folders, for progress
	made int // documents, whatever became of their files

	molds     sync.Map // by what they are of: of documents that teams of one shape share
	moldCount atomic.Int64
	unread    func(key string) bool // whether no template reads this field of a team
}

// run writes into a new folder under a hidden name, which gets its own name when
// all is done; an existing folder is brought up to date in place.
func (x *exporter) run() error {
	out := filepath.Clean(x.o.output)
	_, err := os.Stat(out)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open folder: %w", err)
	case x.o.dryRun:
		err = x.write(out)
	case err == nil:
		x.sweep(filepath.Dir(out))
		err = x.write(out)
	default:
		err = x.anew(out)
	}
	if err != nil {
		return err
	}
	return x.conclude()
}

// anew makes a folder that is not there yet, whole or not at all.
func (x *exporter) anew(out string) error {
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	x.sweep(parent)
	hidden := filepath.Join(parent, layer.TempName())
	if err := os.Mkdir(hidden, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(hidden) // when it has its own name, there is nothing left to remove
	x.fresh = true
	if err := x.write(hidden); err != nil || x.made == 0 {
		return err
	}
	err := os.Rename(hidden, out)
	if err == nil {
		return nil
	}
	if _, statErr := os.Stat(out); statErr != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	// Another export was first with this folder, so now it is there to be brought up
	// to date.
	x.list, x.kept, x.written, x.same, x.made, x.fresh = nil, nil, 0, 0, 0, false
	return x.write(out)
}

// sweep takes away what exports that were stopped left half made in a folder.
func (x *exporter) sweep(dir string) {
	if root, err := os.OpenRoot(dir); err == nil {
		layer.Sweep(root, ".")
		_ = root.Close()
	}
}

func (x *exporter) write(dir string) error {
	return x.o.tree(dir, func(t *layer.Tree) error {
		t.Fresh = x.fresh
		var folders []page
		languages, err := x.asked()
		if err != nil {
			return err
		}
		for _, lang := range languages {
			if err := x.language(t, lang); err != nil {
				return err
			}
			folders = append(folders, page{lang + "/index.md", languageName(lang), ""})
		}
		if x.made == 0 {
			return nil
		}
		folders = append(folders, x.others(t, "", folders)...)
		if err := x.put(t, "index.md", x.index("rolprofiel", x.uiLang(), folders)); err != nil {
			return err
		}
		if stale := t.Stale(); len(stale) > 0 && x.o.all && !x.o.quiet {
			x.say("%s; the first is %s", count(len(stale), "%d file of an earlier export is no longer made and stays where it is", "%d files of an earlier export are no longer made and stay where they are"), stale[0])
		}
		return nil
	})
}

func (x *exporter) uiLang() string { return x.printer.Lang() }

func languageName(lang string) string {
	if lang == "en" {
		return "English"
	}
	return "Nederlands"
}

// conclude reports what was found and what was done.
func (x *exporter) conclude() error {
	stop := x.stopOn(x.list.Sort(), x.limit)
	for _, name := range x.kept[:min(len(x.kept), 5)] {
		x.say("left alone, because it is not as rolprofiel wrote it: %s", name)
	}
	if !x.o.quiet && x.made > 0 {
		done := count(x.written, "%d file written", "%d files written")
		if x.o.dryRun {
			done = count(x.written, "%d file would be written", "%d files would be written")
		}
		x.say("%s, %d unchanged, in %s", done, x.same, filepath.ToSlash(x.o.output))
	}
	if len(x.kept) > 0 && stop == nil {
		return (&failure{status: exitFound}).saying("%s", count(len(x.kept), "%d file was left alone", "%d files were left alone")).
			withHint("add --force to overwrite them")
	}
	return stop
}

// language writes everything in one language: a folder per team, and an index.
func (x *exporter) language(t *layer.Tree, lang string) error {
	s, err := x.open(lang)
	if err != nil {
		return err
	}
	if err := s.known(x.choice); err != nil {
		return err
	}
	x.unread = unreadBy(s.docs)
	errands := s.errands(x)
	folders := make([]page, len(errands))
	docs := make(chan *document.Set, len(errands))
	catalog.InParallel(len(errands), func(i int) {
		var set *document.Set
		select {
		case set = <-docs:
		default:
			own, err := x.documents(lang)
			if err != nil {
				x.fail(err)
				return
			}
			set = own
		}
		folders[i] = x.errand(t, s, set, errands[i])
		docs <- set
		x.progress(len(errands))
	})
	if x.broken != nil {
		return x.broken
	}
	if list, err := s.gather(nil); err != nil {
		return err
	} else if list.Failed() {
		x.find(list)
	}
	if folders = slices.DeleteFunc(folders, func(p page) bool { return p.name == "" }); len(folders) == 0 {
		return nil
	}
	folders = append(folders, x.others(t, lang+"/", folders)...)
	slices.SortFunc(folders, func(a, b page) int { return strings.Compare(a.name, b.name) })
	return x.put(t, lang+"/index.md", x.index(languageName(lang), lang, folders))
}

// errand writes one folder and returns its line in the index above.
func (x *exporter) errand(t *layer.Tree, s *session, docs *document.Set, e errand) page {
	own := &session{s.app, s.lib, docs, s.lang}
	dir := s.lang + "/" + e.folder
	var pages []page
	title := e.folder
	if e.team != "" {
		e.jobs = append(own.ofTeam(e.team, e.kinds), e.jobs...)
	}
	alike := x.alike(s, e)
	for _, j := range e.jobs {
		made, err := x.document(own, alike, j)
		if err != nil {
			x.fail(err)
			return page{}
		}
		if made.data == nil {
			continue
		}
		if made.team != "" {
			title = made.team
		}
		name := j.kind + "-" + j.suffix + x.format.Extension
		if err := x.put(t, path.Join(dir, name), made.data); err != nil {
			x.fail(err)
			return page{}
		}
		pages = append(pages, page{name, made.title, made.name})
		x.mu.Lock()
		x.made++
		x.mu.Unlock()
	}
	x.lib(s, e)
	defer t.Done(dir)
	if len(pages) == 0 {
		return page{}
	}
	if err := x.put(t, path.Join(dir, "index.md"), x.index(title, s.lang, pages)); err != nil {
		x.fail(err)
	}
	return page{e.folder + "/index.md", title, ""}
}

// written is a document as it goes into a file, and what the index says of it.
type written struct {
	data              []byte
	title, name, team string
}

// document makes one document: poured into the mold that the teams of this shape
// share, or by itself.
func (x *exporter) document(s *session, alike *alike, j job) (written, error) {
	if alike != nil && j.choice.Opening == "" && !x.o.evidence && x.format.Name == "md" {
		if w, ok, err := x.pour(s, alike, j); ok || err != nil {
			return w, err
		}
	}
	doc, p, list, err := s.render(j.kind, j.choice, document.Request{Date: x.date, Evidence: x.o.evidence})
	if err != nil {
		return written{}, err
	}
	x.find(list)
	if doc == nil {
		return written{}, nil
	}
	var b bytes.Buffer
	if err := x.format.Write(&b, export.Input{Document: doc, Profile: p}, export.Options{FrontMatter: true}); err != nil {
		return written{}, err
	}
	return written{b.Bytes(), doc.Title, doc.Name, diag.Plain(p.Team.Name)}, nil
}

// lib forgets the team and openings of a folder that is done.
func (x *exporter) lib(s *session, e errand) {
	s.lib.Forget(catalog.KindTeam, e.folder)
	for _, j := range e.jobs {
		if j.choice.Opening != "" {
			s.lib.Forget(catalog.KindOpening, j.choice.Opening)
		}
	}
}

// progress counts folders on a terminal, on a line that wipes itself out.
func (x *exporter) progress(of int) {
	if !x.errIsTerminal || x.o.quiet || of < 20 {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.done++; x.done%of == 0 {
		fmt.Fprint(x.err, "\r\x1b[K")
	} else if x.done%10 == 0 {
		fmt.Fprintf(x.err, "\r%d/%d", x.done%of, of)
	}
}

// others are the folders that an earlier export made under dir and this one, which
// makes less than everything, did not: their pages stay linked.
func (x *exporter) others(t *layer.Tree, dir string, made []page) []page {
	if x.o.all {
		return nil
	}
	var out []page
	for _, p := range t.Stale() {
		name, ok := strings.CutPrefix(p, dir)
		if !ok || strings.Count(name, "/") != 1 || path.Base(name) != "index.md" || slices.ContainsFunc(made, func(m page) bool { return m.name == name }) {
			continue
		}
		if title, ok := indexTitle(t, p); ok {
			out = append(out, page{name, title, ""})
		}
	}
	return out
}

// indexTitle reads the title that an index page was given.
func indexTitle(t *layer.Tree, p string) (string, bool) {
	data, err := t.Read(p)
	if err != nil {
		return "", false
	}
	for line := range strings.Lines(string(data)) {
		if quoted, ok := strings.CutPrefix(strings.TrimSpace(line), "title: "); ok {
			title, err := strconv.Unquote(quoted)
			return title, err == nil
		}
	}
	return "", false
}

// index is a page with a link to each of pages.
func (x *exporter) index(title, lang string, pages []page) []byte {
	list := document.Block{Kind: document.List, Start: 1}
	for _, p := range pages {
		inlines := []document.Inline{{Kind: document.Link, Href: p.name, Kids: []document.Inline{{Kind: document.Text, Text: p.title}}}}
		if p.about != "" {
			inlines = append(inlines, document.Inline{Kind: document.Text, Text: " (" + p.about + ")"})
		}
		list.Blocks = append(list.Blocks, document.Block{Kind: document.Item, Blocks: []document.Block{{Kind: document.Paragraph, Inlines: inlines}}})
	}
	doc := &document.Document{Kind: "index", Name: title, Title: title, Lang: lang, Date: x.date, Blocks: []document.Block{
		{Kind: document.Heading, Level: 1, Inlines: []document.Inline{{Kind: document.Text, Text: title}}},
		list,
	}}
	text, _ := export.Markdown(doc, export.Options{FrontMatter: true})
	return []byte(text)
}

func (x *exporter) put(t *layer.Tree, name string, data []byte) error {
	outcome, err := t.Write(name, data)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	switch outcome {
	case layer.Written:
		x.written++
	case layer.Same:
		x.same++
	default:
		x.kept = append(x.kept, name)
	}
	return nil
}

func (x *exporter) find(list diag.List) {
	x.mu.Lock()
	x.list = append(x.list, list...)
	if len(x.list) > 20_000 {
		x.list = x.list.Sort()
	}
	x.mu.Unlock()
}

func (x *exporter) fail(err error) {
	x.mu.Lock()
	if x.broken == nil {
		x.broken = err
	}
	x.mu.Unlock()
}
