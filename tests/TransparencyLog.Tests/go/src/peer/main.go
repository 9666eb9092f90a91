// SPDX-License-Identifier: Apache-2.0

// Peer reads a log that the project wrote with an implementation that others wrote (golang.org/x/mod/sumdb), and says on
// standard output what that implementation would have written. Only paths and entry bundles are mapped here.
//
//	peer DIRECTORY VERIFIER-KEY
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"crypto/rand"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// A proof that the project made, in proofs.json.
type proof struct {
	Kind   string // "leaf": From is an index; "tree": From is an older size
	From   int64
	Root   tlog.Hash // of the older tree
	Hashes []tlog.Hash
}

// What this implementation makes of the same log.
type answer struct {
	Size        int64
	Root        tlog.Hash
	Tiles       int // that are byte for byte the same
	Proofs      []proof
	Note        string // the same text, signed by a key of its own too
	VerifierKey string
}

func main() {
	dir, key := os.Args[1], os.Args[2]
	text, size, root := head(dir, key)
	hashes := stored(dir, size)

	own, err := tlog.TreeHash(size, hashes)
	check(err)
	require(own == root, "root of the entries is %v, the checkpoint says %v", own, root)

	out := answer{Size: size, Root: own, Tiles: compareTiles(dir, size, hashes)}
	checkProofs(dir, size, root, hashes)
	proveFromTiles(dir, size, root, hashes)
	out.Proofs = proofs(size, hashes)
	out.Note, out.VerifierKey = sign(text)
	check(json.NewEncoder(os.Stdout).Encode(out))
}

func head(dir, key string) (text string, size int64, root tlog.Hash) {
	verifier, err := note.NewVerifier(key)
	check(err)
	opened, err := note.Open(read(dir, "checkpoint"), note.VerifierList(verifier))
	check(err)
	require(len(opened.Sigs) == 1, "%d verified signatures", len(opened.Sigs))
	lines := strings.Split(opened.Text, "\n")
	require(lines[0] == verifier.Name(), "origin %q, key name %q", lines[0], verifier.Name())
	size, err = strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err = tlog.ParseHash(lines[2])
	check(err)
	return opened.Text, size, root
}

// stored hashes all entries of the bundles.
func stored(dir string, size int64) tlog.HashReader {
	var all []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, i := range indexes {
			found = append(found, all[i])
		}
		return found, nil
	})
	for n := int64(0); n < size; {
		tile := tlog.Tile{H: tileHeight, L: 0, N: n / 256, W: int(min(256, size-n/256*256))}
		bundle := read(dir, strings.Replace(local(tile), "tile/0/", "tile/entries/", 1))
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			added, err := tlog.StoredHashes(n, bundle[2:2+length], reader)
			check(err)
			all = append(all, added...)
			bundle = bundle[2+length:]
			n++
		}
	}
	return reader
}

// compareTiles reads every tile of the tree; NewTiles lists each width of a partial one, of which a tree has the last.
func compareTiles(dir string, size int64, hashes tlog.HashReader) (same int) {
	tiles := tlog.NewTiles(tileHeight, 0, size)
	for i, tile := range tiles {
		if i+1 < len(tiles) && tiles[i+1].L == tile.L && tiles[i+1].N == tile.N {
			continue
		}
		same++
		want, err := tlog.ReadTileData(tile, hashes)
		check(err)
		require(bytes.Equal(want, read(dir, local(tile))), "%s differs", local(tile))
	}
	return same
}

func checkProofs(dir string, size int64, root tlog.Hash, hashes tlog.HashReader) {
	var given []proof
	check(json.Unmarshal(read(dir, "proofs.json"), &given))
	require(len(given) > 0, "no proofs")
	for _, each := range given {
		if each.Kind == "tree" {
			check(tlog.CheckTree(each.Hashes, size, root, each.From, each.Root))
			continue
		}
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, each.From)})
		check(err)
		check(tlog.CheckRecord(each.Hashes, size, root, each.From, leaf[0]))
	}
}

// proveFromTiles makes a proof out of the project's tiles; the reader checks each tile against the root.
func proveFromTiles(dir string, size int64, root tlog.Hash, hashes tlog.HashReader) {
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tileReader(dir))
	for n := int64(0); n < size; n += 61 {
		made, err := tlog.ProveRecord(size, n, reader)
		check(err)
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		check(err)
		check(tlog.CheckRecord(made, size, root, n, leaf[0]))
	}
}

func proofs(size int64, hashes tlog.HashReader) (made []proof) {
	for n := int64(0); n < size; n += 23 {
		leaf, err := tlog.ProveRecord(size, n, hashes)
		check(err)
		made = append(made, proof{Kind: "leaf", From: n, Hashes: leaf})
	}
	for n := int64(1); n <= size; n += 19 {
		tree, err := tlog.ProveTree(size, n, hashes)
		check(err)
		older, err := tlog.TreeHash(n, hashes)
		check(err)
		made = append(made, proof{Kind: "tree", From: n, Root: older, Hashes: tree})
	}
	return made
}

func sign(text string) (signed, key string) {
	secret, key, err := note.GenerateKey(rand.Reader, strings.SplitN(text, "\n", 2)[0])
	check(err)
	signer, err := note.NewSigner(secret)
	check(err)
	message, err := note.Sign(&note.Note{Text: text}, signer)
	check(err)
	return string(message), key
}

type tileReader string

func (tileReader) Height() int { return tileHeight }

func (dir tileReader) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range tiles {
		data = append(data, read(string(dir), local(tile)))
	}
	return data, nil
}

func (tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

// local is the path of C2SP tlog-tiles, which leaves the height out.
func local(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func read(dir, path string) []byte {
	data, err := os.ReadFile(filepath.Join(dir, path))
	check(err)
	return data
}

func check(err error) { require(err == nil, "%v", err) }

func require(holds bool, format string, values ...interface{}) {
	if !holds {
		fmt.Fprintf(os.Stderr, "peer: "+format+"\n", values...)
		os.Exit(1)
	}
}
