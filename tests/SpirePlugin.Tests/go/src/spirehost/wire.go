// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// Messages travel as bytes: the few that a life cycle needs are written and read by hand.
type message []byte

// raw is gRPC's codec for them.
type raw struct{}

func (raw) Marshal(v interface{}) ([]byte, error) { return *v.(*message), nil }

func (raw) Unmarshal(data []byte, v interface{}) error {
	*v.(*message) = append(message(nil), data...)
	return nil
}

func (raw) Name() string { return "proto" }

func (raw) String() string { return "proto" }

func (m message) number(field int, value uint64) message {
	return varint(varint(m, uint64(field)<<3), value)
}

func (m message) bytes(field int, value []byte) message {
	return append(varint(varint(m, uint64(field)<<3|2), uint64(len(value))), value...)
}

func (m message) text(field int, value string) message { return m.bytes(field, []byte(value)) }

func varint(to []byte, value uint64) []byte {
	for ; value >= 0x80; value >>= 7 {
		to = append(to, byte(value)|0x80)
	}
	return append(to, byte(value))
}

// field is one field of a message: a number, or bytes.
type field struct {
	tag    int
	number uint64
	bytes  []byte
}

func (m message) fields() []field {
	var all []field
	for rest := []byte(m); len(rest) > 0; {
		var key, value uint64
		key, rest = take(rest)
		value, rest = take(rest)
		next := field{tag: int(key >> 3), number: value}
		if key&7 == 2 {
			next.bytes, rest = rest[:value], rest[value:]
		} else if key&7 != 0 {
			panic(fmt.Sprintf("wire type %d", key&7))
		}
		all = append(all, next)
	}
	return all
}

func (m message) texts(tag int) []string {
	all := []string{}
	for _, each := range m.fields() {
		if each.tag == tag {
			all = append(all, string(each.bytes))
		}
	}
	return all
}

func (m message) first(tag int) message {
	for _, each := range m.fields() {
		if each.tag == tag {
			return each.bytes
		}
	}
	return nil
}

func take(from []byte) (uint64, []byte) {
	var value uint64
	for at, each := range from {
		value |= uint64(each&0x7f) << (7 * at)
		if each < 0x80 {
			return value, from[at+1:]
		}
	}
	panic("cut short")
}
