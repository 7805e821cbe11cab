package main

import (
	"cmp"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/report"
)

// The exit statuses.
const (
	exitOK     = 0 // done, and nothing wrong
	exitFound  = 1 // something wrong was found
	exitUsage  = 2 // the command was used wrongly
	exitBroken = 3 // the machine failed
)

func main() { os.Exit(run()) }

// run is main without the exit, so that tests can call it.
func run() int {
	debug.SetGCPercent(400) // a command lives for milliseconds; memory is cheaper than its time
	return execute(os.Args[1:], &streams{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		inIsTerminal:  term.IsTerminal(os.Stdin.Fd()),
		outIsTerminal: term.IsTerminal(os.Stdout.Fd()),
		errIsTerminal: term.IsTerminal(os.Stderr.Fd()),
		width:         terminalWidth(),
		env:           os.Getenv,
		now:           time.Now,
		clicked:       len(os.Args) == 1 && wasClicked(),
		prompt:        openPrompt,
	})
}

// streams is the world outside: what a command reads, writes and asks.
type streams struct {
	in            io.Reader
	out, err      io.Writer
	inIsTerminal  bool
	outIsTerminal bool
	errIsTerminal bool
	width         int
	env           func(string) string
	now           func() time.Time
	clicked       bool         // started by a double click, in a window of its own
	prompt        func() error // a command line in that window
}

func terminalWidth() int {
	width, _, err := term.GetSize(os.Stdout.Fd())
	if err != nil || width <= 0 {
		return 80
	}
	return min(width, 100) // longer lines are hard to read
}

// failure ends a command with a status and, when it has one, a message.
type failure struct {
	status  int
	message diag.Message
	hint    diag.Message
	cause   error
}

// Error says what went wrong, in English; the user gets it from say.
func (f *failure) Error() string { return f.message.String() }

// Unwrap is what the machine said.
func (f *failure) Unwrap() error { return f.cause }

// misuse is a failure of status 2: the command was used wrongly.
func misuse(format string, args ...any) *failure {
	return &failure{status: exitUsage, message: diag.Say(format, args...)}
}

func (f *failure) withHint(format string, args ...any) *failure {
	f.hint = diag.Say(format, args...)
	return f
}

// found ends a command whose findings have been reported already.
func found() *failure { return &failure{status: exitFound} }

// turns lets several goroutines write to one stream, one at a time.
type turns struct {
	mu sync.Mutex
	to io.Writer
}

func (t *turns) Write(data []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.to.Write(data)
}

// remembering keeps the first failure of standard output: whoever writes there, and
// whether or not they listen, half a text must not pass for a whole one.
type remembering struct {
	to     io.Writer
	failed error
}

func (r *remembering) Write(data []byte) (int, error) {
	n, err := r.to.Write(data)
	if r.failed == nil {
		r.failed = err
	}
	return n, err
}

// execute runs one command line and returns its status.
func execute(args []string, s *streams) int {
	s.err = &turns{to: s.err} // export works on several documents at a time
	out := &remembering{to: s.out}
	s.out = out
	app, err := newApp(args, s)
	if err == nil {
		err = cmp.Or(app.obey(args), app.misused, out.failed)
	}
	if err == nil {
		return exitOK
	}
	status := exitOK
	for _, f := range failures(err) {
		status = max(status, f.status)
		if !f.message.IsZero() {
			app.say("%s: %s", diag.Say("error"), diag.Say("%s", report.Clean(app.text(f.message))))
		}
		if !f.hint.IsZero() {
			app.say("%s: %s", diag.Say("what to do"), diag.Say("%s", report.Clean(app.text(f.hint))))
		}
	}
	return status
}

// obey carries one command line out; a mistake of our own ends it like any other
// failure.
func (a *app) obey(args []string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = crashed(v, debug.Stack())
		}
	}()
	if a.streams.clicked && len(args) == 0 {
		return a.clicked()
	}
	root := newRoot(a)
	root.SetArgs(args)
	return root.Execute()
}
