package layer

import (
	"io/fs"
	"os"
	"path"
)

// Within is folder dir of a root. It opens without waiting, so that a pipe that
// nobody writes to is found out and not waited for.
func Within(root *os.Root, dir string) fs.FS { return within{root, root.FS(), dir} }

type within struct {
	root *os.Root
	fsys fs.FS
	dir  string
}

// patient is an fs.FS whose Open may have to wait.
func patient(fsys fs.FS) bool {
	_, prompt := fsys.(within)
	return !prompt
}

func (w within) path(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return path.Join(w.dir, name), nil
}

// Open implements fs.FS.
func (w within) Open(name string) (fs.File, error) {
	p, err := w.path("open", name)
	if err != nil {
		return nil, err
	}
	return w.root.OpenFile(p, os.O_RDONLY|openAtOnce, 0)
}

// Stat implements fs.StatFS.
func (w within) Stat(name string) (fs.FileInfo, error) {
	p, err := w.path("stat", name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(w.fsys, p)
}

// ReadDir implements fs.ReadDirFS.
func (w within) ReadDir(name string) ([]fs.DirEntry, error) {
	p, err := w.path("open", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(w.fsys, p)
}

// Lstat implements fs.ReadLinkFS.
func (w within) Lstat(name string) (fs.FileInfo, error) {
	p, err := w.path("lstat", name)
	if err != nil {
		return nil, err
	}
	return fs.Lstat(w.fsys, p)
}

// ReadLink implements fs.ReadLinkFS.
func (w within) ReadLink(name string) (string, error) {
	p, err := w.path("readlink", name)
	if err != nil {
		return "", err
	}
	return fs.ReadLink(w.fsys, p)
}
