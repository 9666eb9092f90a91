// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Catalog.Tests.Bindings;
using Attestation.Documents;
using Attestation.TestKit;
using Attestation.TransparencyLog.Tests;
using Attestation.Wire;

namespace Attestation.Catalog.Tests.Bundles;

public sealed class ProofBundleReaderTests
{
    private static readonly ProofBundleReader Reader = new(TeeCatalog.Default.Tees);
    private static readonly string Small = Encoding.UTF8.GetString(ProofBundleWriter.Write(SmallBundle()));

    /// <summary>Mutated bundles; <see cref="MutatedInput.Run"/> says how many a longer run has.</summary>
    private static readonly MutatedInput Mutated = new("bundle", 40_000, [Encoding.UTF8.GetBytes(Small)], Words(), Read);

    private static readonly MutatedInput Appraised = new("appraised bundle", 1_000, [ProofBundleWriter.Write(new Node().Bundle() with { Endorsements = [] })], Words(), Appraise);

    [Fact]
    public void Mutated_bundles_never_throw_and_stay_as_received() => Mutated.Run();

    [Fact]
    public void Mutated_bundles_that_are_read_are_judged_without_an_exception() => Appraised.Run();

    [Fact]
    public void The_genuine_ones_are_read() => Assert.All([.. Mutated.Seeds, .. Appraised.Seeds], seed => Assert.Null(Problem(seed)));

    [Fact]
    public void A_bundle_is_told_from_evidence_by_its_media_type()
    {
        Assert.True(ProofBundleReader.Recognizes(Encoding.UTF8.GetBytes(Small)));
        Assert.True(ProofBundleReader.Recognizes(Encoding.UTF8.GetBytes(Small.Replace("version=1", "version=2", StringComparison.Ordinal))));
        Assert.False(ProofBundleReader.Recognizes(EvidenceDocumentWriter.Write(new Node().Bundle().Logs[0].Evidences)));
        Assert.False(ProofBundleReader.Recognizes("{"u8.ToArray()));
    }

    [Fact]
    public void Evidence_that_was_written_is_read()
    {
        ImmutableArray<Evidence> evidences = new Node().Bundle().Logs[0].Evidences;

        Assert.True(EvidenceDocument.TryParse(EvidenceDocumentWriter.Write(evidences), TeeCatalog.Default.Tees, out EvidenceDocument? read, out _));
        Assert.Equal(evidences[0].Parts.Select(part => (part.Name, Hex.Of(part.Bytes.Span))), read.Evidences[0].Parts.Select(part => (part.Name, Hex.Of(part.Bytes.Span))));
    }

    [Theory]
    [InlineData("version=1", "version=2", "mediaType")]
    [InlineData("\"logs\":[", "\"logs\":[1,", "logs[0]")]
    [InlineData("\"statements\":[", "\"statement\":[", "statements")]
    [InlineData("\"log\":0", "\"log\":1", "statements[0].log")]
    [InlineData("\"log\":0", "\"log\":-1", "statements[0].log")]
    [InlineData("\"log\":0", "\"log\":\"0\"", "statements[0].log")]
    [InlineData("\"logKey\":\"A6", "\"logKey\":\"A7A6", "logs[0].logKey")]
    [InlineData("\"logKey\":\"A6EH", "\"logKey\":\"", "logs[0].logKey")]
    [InlineData("\"tee\":\"tdx\"", "\"tee\":\"cca\"", "tee")]
    [InlineData("\"policy\":\"", "\"policy\":\"A", "policy")]
    [InlineData("\"hashes\":[", "\"hashes\":[\"AAAA\",", "logs[0].consistency[0].hashes[0]")]
    [InlineData("\"retrievedAt\":\"unknown\"", "\"retrievedAt\":\"today\"", "endorsements[0].retrievedAt")]
    [InlineData("\"sha256\":\"", "\"sha256\":\"00", "eventLogs[0].sha256")]
    [InlineData("\"subjects\":{", "\"subjects\":{\"workflow\":{},", "subjects.workflow")]
    [InlineData("\"subjects\":{", "\"subjects\":{\"provenance\":[],", "subjects.provenance")]
    [InlineData("\"subjects\":{", "\"subjects\":{\"children\":[],", "subjects.children")]
    [InlineData("\"subjects\":", "\"subjects\":null,\"other\":", "subjects")]
    [InlineData("\"certificates\":", "\"certificates\":{},\"other\":", "subjects.certificates")]
    [InlineData("\"certificates\":[", "\"certificates\":[\"AAAA\",", "subjects.certificates[0]")]
    [InlineData("\"certificates\":[", "\"certificates\":[0,", "subjects.certificates[0]")]
    public void Another_form_is_refused_and_named(string old, string changed, string field)
    {
        int at = Small.IndexOf(old, StringComparison.Ordinal);

        Assert.Equal(field, Problem(Encoding.UTF8.GetBytes(Small.Remove(at, old.Length).Insert(at, changed)))?.Field);
    }

    [Fact]
    public void An_event_log_of_another_digest_is_refused()
    {
        byte[] other = [.. ProofBundleWriter.Write(SmallBundle() with { EventLogs = ["other"u8.ToArray()] })];
        string swapped = Encoding.UTF8.GetString(other).Replace(Convert.ToBase64String("other"u8), Convert.ToBase64String("log"u8), StringComparison.Ordinal);

        Assert.Equal("eventLogs[0].sha256", Problem(Encoding.UTF8.GetBytes(swapped))?.Field);
    }

    [Fact]
    public void One_over_a_limit_is_refused_and_the_limit_is_not()
    {
        ProofBundle small = SmallBundle();

        Assert.Null(Problem(ProofBundleWriter.Write(small with { Logs = [.. Enumerable.Repeat(small.Logs[0], 64)] })));
        Assert.Equal("logs", Problem(ProofBundleWriter.Write(small with { Logs = [.. Enumerable.Repeat(small.Logs[0], 65)] }))?.Field);
        Assert.Equal("statements", Problem(ProofBundleWriter.Write(small with { Statements = [.. Enumerable.Repeat(small.Statements[0], 4097)] }))?.Field);
        Assert.Equal("statements[0].data", Problem(ProofBundleWriter.Write(small with { Statements = [small.Statements[0] with { Bytes = new byte[65_536] }] }))?.Field);
        Assert.Equal("endorsements", Problem(ProofBundleWriter.Write(small with { Endorsements = [.. Enumerable.Repeat(small.Endorsements[0], 257)] }))?.Field);
        Assert.Equal("endorsements[0].data", Problem(ProofBundleWriter.Write(small with { Endorsements = [new("a", ".b", new byte[(1 << 20) + 1])] }))?.Field);
        Assert.Equal("eventLogs", Problem(ProofBundleWriter.Write(small with { EventLogs = [.. Enumerable.Repeat(small.EventLogs[0], 65)] }))?.Field);
        Assert.Equal("eventLogs[0].data", Problem(ProofBundleWriter.Write(small with { EventLogs = [new byte[(4 << 20) + 1]] }))?.Field);
        Assert.Null(Problem(ProofBundleWriter.Write(small with { Certificates = [.. Enumerable.Repeat(small.Certificates[0], 256)] })));
        Assert.Equal("subjects.certificates", Problem(ProofBundleWriter.Write(small with { Certificates = [.. Enumerable.Repeat(small.Certificates[0], 257)] }))?.Field);
        Assert.Equal("document", Problem(new byte[ProofBundle.MaxBytes + 1])?.Field);
    }

    private static ProofBundle SmallBundle()
    {
        using SodiumSigner signer = SodiumSigner.Known();
        return new()
        {
            Logs =
            [
                new("note"u8.ToArray(), signer.PublicKey, [new("tdx", [new("quote", new byte[3])])])
                {
                    Consistency = [new("older"u8.ToArray(), [new byte[32]])],
                },
            ],
            Statements = [new("{}"u8.ToArray(), 0, "proof"u8.ToArray())],
            Endorsements = [new("intel/tdx/qe-identity", ".json", new byte[3])],
            EventLogs = ["log"u8.ToArray()],
            Certificates = [Svid.Certificate(Svid.Keys["P-256"], Node.Now, 1, Svid.Id)],
            PolicySha256 = new byte[32],
        };
    }

    private static Malformed? Problem(byte[] document) => Reader.TryRead(document, out _, out Malformed? malformed) ? null : malformed;

    private static void Read(byte[] bytes)
    {
        bool reads = Reader.TryRead(bytes, out ProofBundle? bundle, out Malformed? malformed);
        if (reads == bundle is null || reads == malformed is not null)
        {
            throw new InvalidOperationException("neither read nor refused");
        }
    }

    private static void Appraise(byte[] bytes)
    {
        if (Reader.TryRead(bytes, out ProofBundle? bundle, out _))
        {
            AttestationResult result = bundle.Appraise(question: Verdicts.Asking());
            if (result.Outcome is Outcome.NotEvaluated)
            {
                throw new InvalidOperationException("nothing was evaluated");
            }

            result.TryGetClaims(out _);
        }
    }

    private static ImmutableArray<byte[]> Words() =>
        [.. new[] { "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "null", "true", "0", "-1", "\"\"", "AAAA", "=", "\"log\":0,", "[]", "{}", "\\n" }.Select(Encoding.UTF8.GetBytes)];
}
