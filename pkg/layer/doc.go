// Package layer reads and writes trees of files.
//
// A Stack lays file trees over each other: what the user's workspace holds wins,
// file by file, over what is shipped. In come fs.FS values, opened by the front
// door; out come Files that remember which layer they came from. A Tree writes:
// each file whole or not at all, and never over something it did not write
// itself. The package knows nothing of what the files mean.
package layer
