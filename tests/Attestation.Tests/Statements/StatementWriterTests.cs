// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Tests.Statements;

public sealed class StatementWriterTests
{
    private static readonly Guid BootId = Guid.Parse("6f1d2c3b-4a59-4e68-9d77-0c8b9a0f1e2d");

    [Fact]
    public void A_log_start_is_written_as_the_known_answer_has_it()
    {
        LogStart read = LogStart.Of(Examples.Read(Examples.LogStart));

        Assert.Equal(1156, Examples.LogStart.Length);
        Assert.Equal(41920UL, read.Previous!.Size);
        Assert.Equal("A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=", Convert.ToBase64String(read.LogKey.Span));
        Written(Examples.LogStart, read, 1, new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_heartbeat_is_written_as_the_example_has_it() =>
        Written(Examples.Heartbeat, new Heartbeat(BootId, 693_000_000_000, 412, Bytes(0xee)), 2, new(2026, 11, 20, 8, 10, 0, TimeSpan.Zero));

    [Fact]
    public void A_node_statement_is_written_as_the_example_has_it()
    {
        NodeStatement read = NodeStatement.Of(Examples.Read(Examples.Node));

        Assert.Equal(new ProcessPeer(912, 48211, 1001, 1001), read.Caller.Process);
        Assert.Equal("boot", read.Instance.Kind);
        Written(Examples.Node, read, 3, new(2026, 11, 20, 8, 41, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_binding_is_written_as_the_example_has_it()
    {
        SvidBinding read = SvidBinding.Of(Examples.Read(Examples.Of("svid-binding/v1")));

        Assert.Equal((SvidBinding.DaprPurpose, "spiffe://public/ns/default/sre-agent", "front", "hash"), (read.Purpose, read.SpiffeId, read.Method, read.Measured));
        Assert.Equal((new ProcessPeer(4312, 51007, 1000, 1000), 104857600UL, "hmac-sha256"), (read.Process.Peer, read.Process.ExeSize, read.Process.Argv!.Algorithm));
        Assert.Null(read.Image);
        Assert.Null(read.Nonce);
        Written(Examples.Of("svid-binding/v1"), read, 4, new(2026, 11, 20, 8, 41, 2, TimeSpan.Zero));
    }

    [Fact]
    public void A_binding_comes_back_with_everything_that_it_may_have()
    {
        MeasuredDigest digest = new("sha384", new string('0', 96), "fs-verity");
        SvidBinding whole = SvidBinding.Of(Examples.Read(Examples.Of("svid-binding/v1"))) with
        {
            Image = Bytes(1),
            ImageDeleted = true,
            NotInPolicy = true,
            Nonce = Bytes(2),
            Audience = "https://verifier.example",
            Previous = new("example.org/attestation-agent/a", ulong.MaxValue),
            Process = new(new(1, 2, 3, 4), "/", "/a", ulong.MaxValue)
            {
                BuildId = Bytes(3), Verity = digest, Script = digest, Mappings = digest, Argv = digest, Environment = digest,
                DaprConfiguration = digest, Components = digest, Dumpable = false, PtraceScope = 1,
            },
        };

        Assert.True(StatementWriter.TryWrite(whole, new byte[16], DateTimeOffset.UnixEpoch, out Statement? statement, out Malformed? malformed), malformed?.ToString());
        SvidBinding read = SvidBinding.Of(statement);
        Assert.Equal((true, true, whole.Audience, whole.Previous), (read.ImageDeleted, read.NotInPolicy, read.Audience, read.Previous));
        Assert.Equal((false, 1, ulong.MaxValue), (read.Process.Dumpable, read.Process.PtraceScope, read.Process.ExeSize));
        Assert.True(StatementWriter.TryWrite(read, new byte[16], DateTimeOffset.UnixEpoch, out Statement? again, out _));
        Assert.Equal(statement.Raw.ToArray(), again.Raw.ToArray());
    }

    [Fact]
    public void The_record_of_a_certificate_is_written_as_the_example_has_it()
    {
        SvidIssued read = SvidIssued.Of(Examples.Read(Examples.Of("svid-issued/v1")));

        Assert.Equal((414UL, new DateTimeOffset(2026, 11, 20, 9, 41, 3, TimeSpan.Zero)), (read.BindingLeaf, read.NotAfter));
        Written(Examples.Of("svid-issued/v1"), read, 5, new(2026, 11, 20, 8, 41, 3, TimeSpan.Zero));
    }

    [Fact]
    public void User_data_is_written_as_the_example_has_it() =>
        Written(
            Examples.UserData,
            new UserData([Subject.OfSha256(Subject.Data, Bytes(0xda))], new(5100, 60001, 1000, 1000)) { Nonce = Bytes(0x0e), Audience = "https://verifier.example" },
            7,
            new(2026, 11, 20, 8, 55, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("caf\u00e9 \ud83d\ude00 \"\\\b\u0001\u2028")]
    [InlineData("a")]
    public void A_callers_text_comes_back_as_it_was_given(string audience)
    {
        Assert.True(StatementWriter.TryWrite(Data() with { Nonce = Bytes(1), Audience = audience }, new byte[16], DateTimeOffset.UnixEpoch, out Statement? statement, out _));
        Assert.Equal(audience, statement.TextOf("audience"));
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(70_000)]
    public void A_callers_text_that_is_too_long_is_refused_and_named(int length)
    {
        UserData data = Data() with { Nonce = Bytes(1), Audience = new string('a', length) };

        Assert.False(StatementWriter.TryWrite(data, new byte[16], DateTimeOffset.UnixEpoch, out _, out Malformed? malformed));
        Assert.Contains(malformed.Rule!.Id, new[] { "STM-01", "STM-02" });
    }

    [Fact]
    public void Values_that_no_statement_may_have_are_refused()
    {
        ImmutableArray<Subject> nine = [.. Enumerable.Repeat(Data().Digests[0], 9)];

        Assert.Equal("STM-06", Refused(Data() with { Nonce = Bytes(1) }));
        Assert.Equal("STM-06", Refused(Data() with { Nonce = new byte[31], Audience = "a" }));
        Assert.Equal("STM-04", Refused(Data() with { Digests = nine }));
        Assert.Equal("STM-04", Refused(Data() with { Digests = [new(Subject.Data, "sha384", Bytes(1))] }));
        Assert.False(StatementWriter.TryWrite(Data(), new byte[15], DateTimeOffset.UnixEpoch, out _, out _));
    }

    [Fact]
    public void A_statement_of_another_type_is_not_read_as_this_one() =>
        Assert.Throws<ArgumentException>(() => LogStart.Of(Examples.Read(Examples.Heartbeat)));

    private static string? Refused(IPredicate predicate) =>
        StatementWriter.TryWrite(predicate, new byte[16], DateTimeOffset.UnixEpoch, out _, out Malformed? malformed) ? null : malformed.Rule?.Id;

    private static UserData Data() => new([Subject.OfSha256(Subject.Data, Bytes(0xda))], new(1, 2, 3, 4));

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static void Written(string example, IPredicate predicate, byte salt, DateTimeOffset issuedAt)
    {
        Assert.True(
            StatementWriter.TryWrite(predicate, Enumerable.Repeat(salt, 16).ToArray(), issuedAt, out Statement? statement, out Malformed? malformed), malformed?.ToString());
        Assert.Equal(example, Encoding.UTF8.GetString(statement.Raw.Span));
    }
}
