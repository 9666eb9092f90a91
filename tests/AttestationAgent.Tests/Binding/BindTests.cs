// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent.Ledger;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Attestation.Statements;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Tests.Binding;

/// <summary><c>Bind</c> as a client of gRPC sees it, on real sockets: SocketsHttpHandler answers the agent's PINGs.</summary>
public sealed class BindTests : IAsyncLifetime
{
    private BindRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await BindRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_key_is_bound_to_the_program_of_the_process_that_asks()
    {
        SvidBinding binding = await rig.BindAsync("spiffe://example.org/cart");

        Assert.Equal(SHA256.HashData(rig.Key.ExportSubjectPublicKeyInfo()), binding.Spki.ToArray());
        Assert.Equal(SHA256.HashData("the program"u8), binding.Exe.ToArray());
        Assert.Equal(("user", "spiffe://example.org/cart", "challenge", "front", "unknown", "hash"), (binding.Purpose, binding.SpiffeId, binding.Possession, binding.Method, binding.KeyOrigin, binding.Measured));
        Assert.Equal((false, null, null), (binding.ImageDeleted, binding.Previous, binding.Nonce));
        Assert.Equal("/server", binding.Process.ExePath);
    }

    [Fact]
    public async Task A_verifiers_nonce_goes_into_the_statement()
    {
        BindBegin begin = rig.Begin();
        begin.Nonce = ByteString.CopyFrom(new byte[32]);
        begin.Audience = "https://verifier.example";

        SvidBinding binding = BindRig.Read(await rig.Connection.BindAsync(begin, Sign));

        Assert.Equal((32, "https://verifier.example"), (binding.Nonce!.Value.Length, binding.Audience));
    }

    [Fact]
    public async Task Another_binding_of_an_identity_names_the_one_before_it()
    {
        AppendResponse first = await rig.Connection.BindAsync(rig.Key, "user", "spiffe://example.org/cart");
        SvidBinding second = await rig.BindAsync("spiffe://example.org/cart");
        SvidBinding other = await rig.BindAsync("spiffe://example.org/till");

        Assert.Equal(new(first.Origin, first.Index), second.Previous);
        Assert.Null(other.Previous);
    }

    [Fact]
    public async Task A_bound_process_renews_after_its_file_was_removed_and_the_statement_says_so()
    {
        await rig.BindAsync();
        rig.Measuring.Image.Links = 0;

        Assert.True((await rig.BindAsync()).ImageDeleted);
    }

    [Fact]
    public async Task Nothing_is_bound_on_a_disk_without_room()
    {
        rig.Fill(DiskRoom.Critical);

        Assert.Contains("svid-binding/v1", await RefusedAsync(() => rig.BindAsync(), "overloaded"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_process_on_a_removed_file_is_refused()
    {
        rig.Measuring.Image.Links = 0;

        Assert.StartsWith("deleted-image: ", await RefusedAsync(() => rig.BindAsync(), AgentException.ProcessRefused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_removed_file_that_got_the_inode_of_the_bound_one_is_refused()
    {
        await rig.BindAsync();
        rig.Measuring.Image.Links = 0;
        rig.Measuring.Image.Bytes = "another program"u8.ToArray();
        rig.Measuring.Image.File = rig.Measuring.Image.File with { Size = 15, ChangedSeconds = 2000 };

        Assert.StartsWith("deleted-image: ", await RefusedAsync(() => rig.BindAsync(), AgentException.ProcessRefused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_becomes_another_while_the_silicon_signs_gets_no_answer()
    {
        rig.OnQuote = () => rig.Measuring.Process.Links["cwd"] = "/elsewhere";

        Assert.StartsWith("process-changed: ", await RefusedAsync(() => rig.BindAsync(), AgentException.ProcessRefused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_keys_signature_shows_no_possession()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await RefusedAsync(() => rig.Connection.BindAsync(rig.Begin(), digest => new(BindChallenge.Sign(other, digest))), "possession-invalid");
    }

    [Fact]
    public async Task A_signature_over_something_else_shows_no_possession() =>
        await RefusedAsync(() => rig.Connection.BindAsync(rig.Begin(), _ => new(BindChallenge.Sign(rig.Key, new byte[32]))), "possession-invalid");

    [Theory]
    [InlineData("")]
    [InlineData("md5")]
    [InlineData("ed25519")]
    public async Task A_signature_of_another_algorithm_shows_no_possession(string algorithm) =>
        await RefusedAsync(() => rig.Connection.BindAsync(rig.Begin(), digest => new(new BindSignature { Algorithm = algorithm, Value = ByteString.CopyFrom(digest.Span) })), "possession-invalid");

    [Fact]
    public async Task What_is_no_key_shows_no_possession()
    {
        BindBegin begin = rig.Begin();
        begin.Spki = ByteString.CopyFromUtf8("no key");

        await RefusedAsync(() => rig.Connection.BindAsync(begin, Sign), "possession-invalid");
    }

    [Theory]
    [InlineData("admin", "")]
    [InlineData("", "")]
    [InlineData("user", "https://example.org")]
    public async Task A_purpose_or_an_identity_that_is_none_is_malformed(string purpose, string spiffeId) =>
        await RefusedAsync(() => rig.Connection.BindAsync(rig.Begin(purpose, spiffeId), Sign), "malformed");

    [Fact]
    public async Task Half_a_nonce_is_malformed()
    {
        BindBegin begin = rig.Begin();
        begin.Audience = "https://verifier.example";

        await RefusedAsync(() => rig.Connection.BindAsync(begin, Sign), "malformed");
    }

    [Fact]
    public async Task Keys_are_bound_on_the_bind_socket_alone()
    {
        using AgentConnection agent = rig.Other(AgentSocket.Agent);

        await RefusedAsync(() => agent.BindAsync(rig.Key, "user"), "wrong-socket");
    }

    [Fact]
    public async Task User_data_is_refused_on_the_bind_socket()
    {
        UserDataBody body = new() { Digests = { new DataDigest { Algorithm = "sha256", Value = ByteString.CopyFrom(new byte[32]) } } };

        await RefusedAsync(() => rig.Connection.AppendAsync(new() { UserData = body }), "wrong-socket");
    }

    [Fact]
    public async Task The_reading_methods_are_served_there_and_a_binding_to_its_own_user_alone()
    {
        AppendResponse bound = await rig.Connection.BindAsync(rig.Key, "user");

        Assert.Equal(bound.Size, (await rig.Connection.GetCheckpointAsync()).Size);
        Assert.Equal(bound.Statement, (await rig.Connection.GetProofAsync(bound.Index)).Statement);
    }

    [Fact]
    public async Task Bytes_of_another_process_close_the_connection()
    {
        await rig.BindAsync();
        rig.Segments.Change = segment => segment with { Sender = segment.Sender + 1 };

        await Assert.ThrowsAsync<AgentException>(() => rig.BindAsync());
    }

    [Fact]
    public async Task Descriptors_close_the_connection()
    {
        await rig.BindAsync();
        rig.Segments.Change = segment => segment with { HasDescriptors = true };

        await Assert.ThrowsAsync<AgentException>(() => rig.BindAsync());
    }

    [Fact]
    public async Task A_process_that_exits_between_gets_nothing()
    {
        await Assert.ThrowsAsync<AgentException>(() => rig.Connection.BindAsync(rig.Begin(), digest =>
        {
            rig.Measuring.Process.Lives = false;
            return Sign(digest);
        }));
    }

    [Fact]
    public async Task More_calls_than_the_quota_are_refused_with_the_time_to_wait()
    {
        await using BindRig strict = await BindRig.StartAsync(("quotas.svid-binding.perSecond", "1"));
        await strict.BindAsync();

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => strict.BindAsync());

        Assert.Equal(("quota", TimeSpan.FromSeconds(1)), (refused.Reason, refused.RetryAfter));
    }

    [Fact]
    public async Task A_caller_that_never_signs_is_given_up()
    {
        using UnixCall call = new(rig.Socket);
        await call.Bind.RequestStream.WriteAsync(new() { Begin = rig.Begin() });
        Assert.True(await call.Bind.ResponseStream.MoveNext(default));

        Assert.Equal("malformed", await call.EndAsync(rig.Clock));
    }

    [Fact]
    public async Task A_caller_that_never_begins_is_given_up()
    {
        using UnixCall call = new(rig.Socket);

        Assert.Equal("malformed", await call.EndAsync(rig.Clock));
    }

    [Fact]
    public async Task A_caller_that_signs_before_it_begins_is_malformed()
    {
        using UnixCall call = new(rig.Socket);
        await call.Bind.RequestStream.WriteAsync(new() { Signature = new() });

        Assert.Equal("malformed", await call.EndAsync(rig.Clock));
    }

    private ValueTask<BindSignature> Sign(ReadOnlyMemory<byte> digest) => new(BindChallenge.Sign(rig.Key, digest));

    private static async Task<string> RefusedAsync(Func<Task> bind, string reason)
    {
        AgentException refused = await Assert.ThrowsAsync<AgentException>(bind);
        Assert.True(refused.Reason == reason, $"{refused.Reason}: {refused.Message}");
        return refused.Message;
    }
}
