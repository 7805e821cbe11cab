package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/form"
	"rolprofiel/pkg/report"
	"rolprofiel/pkg/strictyaml"
)

// prompter asks the questions of a form on a terminal. After every answer all of
// them are kept in a draft, so that nothing is lost when somebody stops.
type prompter struct {
	*beginning
	form    *form.Form
	lines   <-chan input
	stop    <-chan os.Signal
	answers []form.Answer
	bold    lipgloss.Style
	faint   lipgloss.Style
}

// input is a line that the user typed, or why there is none.
type input struct {
	text string
	err  error
}

// errStopped says that the user stops here.
var errStopped = errors.New("stopped")

// readLines hands over lines as they come. The reading itself cannot be broken off,
// so it is done aside.
func readLines(r io.Reader) <-chan input {
	lines := make(chan input)
	go func() {
		in := bufio.NewReader(r)
		for {
			text, err := in.ReadString('\n')
			lines <- input{text, err}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// ask fills the form.
func (b *beginning) ask(f *form.Form) ([]byte, error) {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	defer signal.Stop(stop)
	r := b.renderer(b.errIsTerminal)
	p := &prompter{beginning: b, form: f, lines: readLines(b.session.in), stop: stop, bold: r.NewStyle().Bold(true), faint: r.NewStyle().Faint(true)}
	data, err := p.run()
	if errors.Is(err, errStopped) {
		b.say("your answers are kept; go on with: %s", "rolprofiel new "+b.kind.Name+" "+b.id)
		return nil, found()
	}
	return data, err
}

func (p *prompter) run() ([]byte, error) {
	fmt.Fprintln(p.err, p.bold.Render(p.printer.Sprintf("A new %s: %s", catalog.KindWord(p.kind.Name), p.id)))
	p.tell(p.printer.Sprintf("An empty answer takes what stands between brackets. ? explains, < goes back, Ctrl-C stops; your answers are kept."))
	if err := p.resume(); err != nil {
		return nil, err
	}
	for {
		q, more := p.form.Next(p.answers)
		if !more {
			data, err := p.confirm()
			if data != nil || err != nil {
				return data, err
			}
			p.back()
			continue
		}
		if err := p.put(q); err != nil {
			return nil, err
		}
	}
}

// put asks one question until there is an answer, or the user goes back.
func (p *prompter) put(q form.Question) error {
	for {
		text, err := p.read(p.prompt(q))
		switch {
		case err != nil:
			return err
		case text == "?":
			p.explain(q)
			continue
		case text == "<":
			p.back()
			return p.keep()
		case text == "" && q.Default == "" && !q.May && !q.Ends:
			p.tell(p.text(diag.Say("this cannot be left empty")))
			continue
		}
		if text != "" {
			if list := p.form.Wrong(q, text); len(list) > 0 {
				p.object(list)
				continue
			}
		}
		given := append(p.answers[:len(p.answers):len(p.answers)], form.Answer{Path: q.Path, Text: text})
		list, err := p.objections(q, given)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			p.object(list)
			continue
		}
		p.answers = given
		return p.keep()
	}
}

// objections are what check has against an answer, once the file can be read.
func (p *prompter) objections(q form.Question, answers []form.Answer) (diag.List, error) {
	list, err := p.tried(p.form.Write(answers))
	if err != nil {
		return nil, err
	}
	var own diag.List
	for _, d := range list {
		// Where it comes from is a question of its own.
		if d.Path == q.Path && d.Severity >= diag.Warning && d.Code != catalog.CodeUnsourced {
			own = append(own, d)
		}
	}
	return own, nil
}

func (p *prompter) object(list diag.List) {
	for _, d := range list {
		said := p.text(d.Message)
		if !d.Hint.IsZero() {
			said += "; " + p.text(d.Hint)
		}
		p.tell(report.Clean(said))
	}
}

// prompt is the line that asks.
func (p *prompter) prompt(q form.Question) string {
	title := q.Field.Title.In(p.printer.Lang())
	if q.Item == 0 {
		title = strings.ToUpper(title[:1]) + title[1:]
	} else {
		list := p.listTitle(q.Path)
		title = fmt.Sprintf("%s %d · %s", strings.ToUpper(list[:1])+list[1:], q.Item, title)
	}
	usual := q.Default
	switch {
	case q.Ends:
		usual = p.printer.Sprintf("no more")
	case q.May && usual == "":
		usual = p.printer.Sprintf("leave out")
	case strings.HasPrefix(usual, p.form.ToDo):
		usual = p.printer.Sprintf("write it later")
	}
	if usual != "" {
		usual = " " + p.faint.Render("["+report.Clean(usual)+"]")
	}
	return p.bold.Render(title) + usual + ": "
}

// listTitle is the title of the list that an item stands in.
func (p *prompter) listTitle(path string) string {
	fields, title := p.kind.Fields(), ""
	for step := range strings.SplitSeq(form.Plain(path), ".") {
		f := strictyaml.Lookup(fields, step)
		if f == nil {
			break
		}
		if f.Type == strictyaml.List {
			title = f.Title.In(p.printer.Lang())
		}
		fields = f.Fields
	}
	return title
}

// explain tells what a question is about and what can be answered.
func (p *prompter) explain(q form.Question) {
	p.tell(q.Field.About.In(p.printer.Lang()))
	if len(q.Options) == 0 && q.Field.Example != "" && q.Field.Example != "|" && q.Field.Example != "…" {
		p.tell(p.text(diag.Say("such as: %s", q.Field.Example)))
	}
	for _, o := range q.Options {
		p.tell("- " + report.Clean(strings.TrimSuffix(o.Value+": "+o.Words.In(p.printer.Lang()), ": ")))
	}
	if q.Many {
		p.tell(p.text(diag.Say("name several with commas between them")))
	}
}

// tell puts a remark under a question.
func (p *prompter) tell(text string) {
	for line := range strings.SplitSeq(ansi.Wordwrap(text, max(20, p.width-2), ""), "\n") {
		fmt.Fprintln(p.err, "  "+line)
	}
}

func (p *prompter) back() {
	if n := len(p.answers); n > 0 {
		p.answers = p.answers[:n-1]
		return
	}
	p.tell(p.text(diag.Say("this is the first question")))
}

// read shows a prompt and reads a line.
func (p *prompter) read(prompt string) (string, error) {
	if _, err := io.WriteString(p.err, prompt); err != nil {
		return "", fmt.Errorf("ask: %w", err)
	}
	select {
	case line := <-p.lines:
		if errors.Is(line.err, io.EOF) {
			fmt.Fprintln(p.err)
			return "", errStopped
		}
		if line.err != nil {
			return "", fmt.Errorf("read answer: %w", line.err)
		}
		return strings.TrimSpace(line.text), nil
	case <-p.stop:
		fmt.Fprintln(p.err)
		return "", errStopped
	}
}

// confirm shows the file and asks whether it is to be written; nil for going back.
func (p *prompter) confirm() ([]byte, error) {
	data, err := p.tidied(p.form.Write(p.answers))
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(p.err)
	for line := range strings.Lines(string(data)) {
		fmt.Fprintln(p.err, report.Clean(strings.TrimSuffix(line, "\n")))
	}
	fmt.Fprintln(p.err)
	yes, err := p.yes(p.printer.Sprintf("Write it to %s?", p.file()))
	if err != nil || !yes {
		return nil, err
	}
	return data, p.forget()
}

// yes asks a question that yes and no answer; < is no.
func (p *prompter) yes(question string) (bool, error) {
	for {
		text, err := p.read(p.bold.Render(question) + " " + p.faint.Render("["+p.printer.Sprintf("yes")+"]") + ": ")
		if err != nil {
			return false, err
		}
		switch strings.ToLower(text) {
		case "", "y", "yes", "j", "ja":
			return true, nil
		case "<", "n", "no", "nee":
			return false, nil
		}
		p.tell(p.text(diag.Say("answer yes or no")))
	}
}

// draft is where the answers are kept until the file is written.
func (p *prompter) draft() string {
	return filepath.Join(p.workspace, ".rolprofiel", "drafts", p.kind.Name+"-"+p.id+".json")
}

// resume takes up the answers of an earlier time, when there are and the user wants.
func (p *prompter) resume() error {
	data, err := os.ReadFile(p.draft())
	if isNotThere(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	var answers []form.Answer
	if json.Unmarshal(data, &answers) != nil || len(answers) == 0 {
		return nil // a draft that nobody can read is no draft
	}
	yes, err := p.yes(p.printer.Sprintf("You began this before. Go on with your %s?", p.text(count(len(answers), "%d answer", "%d answers"))))
	if yes {
		p.answers = answers
	}
	return err
}

func (p *prompter) keep() error {
	data, err := json.MarshalIndent(p.answers, "", "  ")
	if err != nil {
		return fmt.Errorf("keep answers: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(p.draft()), 0o755); err != nil {
		return fmt.Errorf("keep answers: %w", err)
	}
	temp := p.draft() + ".tmp"
	if err := os.WriteFile(temp, data, 0o600); err != nil {
		return fmt.Errorf("keep answers: %w", err)
	}
	if err := os.Rename(temp, p.draft()); err != nil {
		return fmt.Errorf("keep answers: %w", err)
	}
	return nil
}

func (p *prompter) forget() error {
	if err := os.Remove(p.draft()); err != nil && !isNotThere(err) {
		return fmt.Errorf("forget answers: %w", err)
	}
	return nil
}
