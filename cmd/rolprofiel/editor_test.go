package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// An editor that opens a new workspace gets told what is wrong and what may be
// typed, at the right line. The server is the one that VS Code uses; .ci/editor
// fetches it and names it in YAML_LANGUAGE_SERVER.
func TestEditorHelps(t *testing.T) {
	server := os.Getenv("YAML_LANGUAGE_SERVER")
	if server == "" {
		t.Skip("YAML_LANGUAGE_SERVER names no server; .ci/editor does")
	}
	dir := t.TempDir()
	if status, _, said := perform("init", filepath.Join(dir, "noord"), "--ui-lang", "nl"); status != exitOK {
		t.Fatal(said)
	}
	dir = filepath.Join(dir, "noord")
	e := startEditor(t, server, dir)

	quiet := map[string]string{ // files that an editor has nothing to say of
		"profiles/teams/noord.yaml":             "",
		"profiles/openings/noord-vacature.yaml": "",
		"rolprofiel.yaml":                       "",
		"profiles/stances/eigen.en.yaml":        "text:\n  text: Our own.\n  of: \"000000\"\n",
		"profiles/glossary/lokaal.yaml":         "title: Lokaal\nmeaning: |\n  De ruimte.\nsources:\n  - proposal\n",
	}
	for name, text := range quiet {
		if said := e.open(name, text); len(said) > 0 {
			t.Errorf("%s: %v", name, said)
		}
	}

	wrong := "name: Noord\nabout: |\n  Wij.\nmunicipalty: Voorbeeld\nin_place:\n  - role: casuswerkr\n    people: veel\n"
	said := e.open("profiles/teams/zuid.yaml", wrong)
	for _, want := range []struct {
		line int
		part string
	}{{4, "municipalty"}, {6, "casuswerker"}, {7, "integer"}} {
		if !slices.ContainsFunc(said, func(d string) bool {
			return strings.HasPrefix(d, strconv.Itoa(want.line)+": ") && strings.Contains(d, want.part)
		}) {
			t.Errorf("nothing about %q at line %d, but %q", want.part, want.line, said)
		}
	}

	ids := e.complete("profiles/teams/west.yaml", "name: West\nin_place:\n  - role: \n", 3, 11)
	if !slices.Contains(ids, "kwartiermaker") || !slices.Contains(ids, "casuswerker") {
		t.Errorf("roles to choose from: %q", ids)
	}
	keys := e.complete("profiles/roles/eigen.yaml", "title: Eigen rol\n\n", 2, 1)
	if !slices.Contains(keys, "purpose") || slices.Contains(keys, "title") {
		t.Errorf("keys to choose from: %q", keys)
	}
	headings := e.complete("profiles/stances/eigen.yaml", "title: Eigen\ntext: |\n  Zin.\nsources:\n  - \n", 5, 5)
	if !slices.Contains(headings, "proposal") || len(headings) < 30 {
		t.Errorf("headings to choose from: %q", headings)
	}
	if about := e.hover("profiles/stances/oost.yaml", "title: Oost\n", 1, 2); !strings.Contains(about, "De naam van de houding.") {
		t.Errorf("about the key: %q", about)
	}
}

// editor is the part of an editor that talks with a language server.
type editor struct {
	t    *testing.T
	dir  string
	in   io.WriteCloser
	read chan message
	seq  int
	yaml json.RawMessage
}

type message struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
}

func startEditor(t *testing.T, server, dir string) *editor {
	t.Helper()
	cmd := exec.Command(server, "--stdio")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	})
	e := &editor{t: t, dir: dir, in: in, read: make(chan message, 100)}
	go e.listen(bufio.NewReader(out))

	settings, err := os.ReadFile(filepath.Join(dir, ".vscode", "settings.json"))
	if err != nil {
		t.Fatal(err)
	}
	flat := map[string]json.RawMessage{}
	if err := json.Unmarshal(settings, &flat); err != nil {
		t.Fatal(err)
	}
	e.yaml = json.RawMessage(fmt.Sprintf(`{"validate":true,"hover":true,"completion":true,"schemas":%s,"schemaStore":{"enable":false},"format":{"enable":false}}`, flat["yaml.schemas"]))
	root := e.uri("")
	e.request("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": root, "capabilities": map[string]any{
			"workspace":    map[string]any{"configuration": true, "workspaceFolders": true},
			"textDocument": map[string]any{"publishDiagnostics": map[string]any{}},
		},
		"workspaceFolders": []any{map[string]any{"uri": root, "name": "noord"}},
	})
	e.send(map[string]any{"method": "initialized", "params": map[string]any{}})
	return e
}

func (e *editor) uri(name string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, name))}
	return u.String()
}

func (e *editor) listen(r *bufio.Reader) {
	defer close(e.read)
	for {
		length := 0
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			if n, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				length, _ = strconv.Atoi(n)
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m message
		if json.Unmarshal(body, &m) == nil {
			e.read <- m
		}
	}
}

func (e *editor) send(m map[string]any) {
	e.t.Helper()
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		e.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		e.t.Fatal(err)
	}
}

// until hands messages of the server to done, answering its questions, until done
// is content or nothing comes for a while.
func (e *editor) until(patience time.Duration, done func(message) bool) {
	e.t.Helper()
	for {
		select {
		case m, open := <-e.read:
			if !open {
				e.t.Fatal("the server stopped")
			}
			if m.Method != "" && len(m.ID) > 0 {
				e.answer(m)
			} else if done(m) {
				return
			}
		case <-time.After(patience):
			return
		}
	}
}

func (e *editor) answer(m message) {
	var asked struct{ Items []struct{ Section string } }
	_ = json.Unmarshal(m.Params, &asked) // other questions have no items
	result := []any{}
	for _, item := range asked.Items {
		if item.Section == "yaml" {
			result = append(result, e.yaml)
		} else {
			result = append(result, map[string]any{})
		}
	}
	e.send(map[string]any{"id": m.ID, "result": result})
}

func (e *editor) request(method string, params any) json.RawMessage {
	e.t.Helper()
	e.seq++
	e.send(map[string]any{"id": e.seq, "method": method, "params": params})
	var result json.RawMessage
	e.until(20*time.Second, func(m message) bool {
		result = m.Result
		return string(m.ID) == strconv.Itoa(e.seq)
	})
	return result
}

// open shows the server a file, its own text when text is "", and returns what it
// says of it, each with its line.
func (e *editor) open(name, text string) []string {
	e.t.Helper()
	if text == "" {
		data, err := os.ReadFile(filepath.Join(e.dir, name))
		if err != nil {
			e.t.Fatal(err)
		}
		text = string(data)
	}
	e.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{
		"textDocument": map[string]any{"uri": e.uri(name), "languageId": "yaml", "version": 1, "text": text},
	}})
	var said []string
	heard := false
	e.until(20*time.Second, func(m message) bool {
		var p struct {
			URI         string
			Diagnostics []struct {
				Message string
				Range   struct{ Start struct{ Line int } }
			}
		}
		if m.Method != "textDocument/publishDiagnostics" || json.Unmarshal(m.Params, &p) != nil || p.URI != e.uri(name) {
			return false
		}
		heard, said = true, nil
		for _, d := range p.Diagnostics {
			said = append(said, fmt.Sprintf("%d: %s", d.Range.Start.Line+1, d.Message))
		}
		return true
	})
	if !heard {
		e.t.Errorf("%s: the server says nothing at all", name)
	}
	return said
}

func (e *editor) at(name string, line, column int) map[string]any {
	return map[string]any{
		"textDocument": map[string]any{"uri": e.uri(name)},
		"position":     map[string]any{"line": line - 1, "character": column - 1},
	}
}

func (e *editor) complete(name, text string, line, column int) []string {
	e.t.Helper()
	e.open(name, text)
	var list struct{ Items []struct{ Label string } }
	if err := json.Unmarshal(e.request("textDocument/completion", e.at(name, line, column)), &list); err != nil {
		e.t.Fatal(err)
	}
	var labels []string
	for _, item := range list.Items {
		labels = append(labels, item.Label)
	}
	return labels
}

func (e *editor) hover(name, text string, line, column int) string {
	e.t.Helper()
	e.open(name, text)
	return string(e.request("textDocument/hover", e.at(name, line, column)))
}
