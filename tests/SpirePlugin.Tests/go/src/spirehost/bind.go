// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"net"
	"os"

	"google.golang.org/grpc"
)

const (
	bindMethod  = "/attestation.agent.v1.Agent/Bind"
	bindPurpose = "x509-svid"
	bindPrefix  = "attestation-agent/bind-pop/v1\x00"
)

// bindMain binds a key of its own to this program and prints the statement.
func bindMain(socket string) {
	statement, err := bind(socket)
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.Write(statement)
}

func bind(socket string) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return nil, err
	}
	dial := func(ctx context.Context, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	}
	conn, err := grpc.Dial("passthrough:///localhost", grpc.WithInsecure(), grpc.WithContextDialer(dial))
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	stream, err := conn.NewStream(context.Background(), &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, bindMethod, grpc.ForceCodec(raw{}))
	if err != nil {
		return nil, err
	}
	begin := message(nil).bytes(1, message(nil).bytes(1, spki).text(2, bindPurpose))
	asked, err := exchange(stream, begin)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(spki)
	possession := sha256.Sum256(append(append(append([]byte(bindPrefix), asked.first(1)...), digest[:]...), bindPurpose...))
	value, err := ecdsa.SignASN1(rand.Reader, key, possession[:])
	if err != nil {
		return nil, err
	}
	answered, err := exchange(stream, message(nil).bytes(2, message(nil).text(1, "ecdsa-sha256").bytes(2, value)))
	return answered.first(2).first(3), err
}

func exchange(stream grpc.ClientStream, said message) (message, error) {
	var answer message
	if err := stream.SendMsg(&said); err != nil {
		return nil, err
	}
	err := stream.RecvMsg(&answer)
	return answer, err
}
