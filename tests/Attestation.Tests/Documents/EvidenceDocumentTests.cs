// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Documents;
using Attestation.Fakes;
using Attestation.TestKit.Toy;
using Attestation.Wire;

namespace Attestation.Tests.Documents;

/// <summary>CONTRACTS, section 5: the Evidence document.</summary>
public sealed class EvidenceDocumentTests
{
    private static readonly ImmutableArray<ITee> Tees =
        [new FakeTee(), new ToyTee(), .. Enumerable.Range(0, 5).Select(i => new ToyTee(name: $"toy{i}"))];

    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData("log"u8));

    [Fact]
    public void A_document_of_two_tees_is_read()
    {
        EvidenceDocument document = Reads(Fake("""{"name":"quote","data":"YWJj"},{"name":"log","data":""}"""), Toy("toy"));

        Assert.Equal(["fake", "toy"], document.Evidences.Select(each => each.Tee));
        Assert.Equal(["quote", "log"], document.Evidences[0].Parts.Select(part => part.Name));
        Assert.Equal("abc"u8, document.Evidences[0].Parts[0].Bytes.Span);
        Assert.Null(document.Evidences[0].Parts[0].Sha256);
    }

    [Fact]
    public void The_document_keeps_its_bytes()
    {
        byte[] bytes = Document(Toy("toy")).ToUtf8();

        Assert.True(EvidenceDocument.TryParse(bytes, Tees, out EvidenceDocument? document, out _));
        Assert.Equal(bytes, document.Raw.ToArray());
    }

    [Fact]
    public void A_log_by_digest_is_absent_until_the_log_with_that_digest_is_given()
    {
        Evidence evidence = Reads(Fake($$"""{"name":"quote","data":"YWJj"},{"name":"log","sha256":"{{Digest}}"}""")).Evidences[0];

        Assert.False(evidence.TryGet("log", out _));
        Assert.False(evidence.WithEventLogs([]).TryGet("log", out _));
        Assert.False(evidence.WithEventLogs(["another"u8.ToArray()]).TryGet("log", out _));
        Assert.True(evidence.WithEventLogs(["another"u8.ToArray(), "log"u8.ToArray()]).TryGet("log", out EvidencePart? log));
        Assert.Equal("log"u8, log.Bytes.Span);
        Assert.True(evidence.TryGet("quote", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1"}""")]
    [InlineData("""{"evidences":[{"tee":"fake","parts":[{"name":"quote","data":"YWJj"}]}]}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=2","evidences":[{"tee":"fake","parts":[{"name":"quote","data":"YWJj"}]}]}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[]}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":{}}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":"x"}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[1]}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[{"tee":"fake","parts":[{"name":"quote","data":"YWJj"}]}],"x":1}""")]
    [InlineData("""{"mediaType":"application/vnd.attestation.evidence+json;version=1","mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[]}""")]
    public void Another_document_is_refused(string text) => Refused(text);

    [Theory]
    [InlineData("""{"tee":"fake"}""", "fake.quote: is absent")]
    [InlineData("""{"tee":"fake","parts":[]}""", "fake.quote: is absent")]
    [InlineData("""{"tee":"fake","parts":{"name":"quote","data":"YWJj"}}""", "fake.quote: is absent")]
    [InlineData("""{"tee":"fake","parts":[{"name":"log","data":""}]}""", "fake.quote: is absent")]
    [InlineData("""{"tee":"sgx","parts":[]}""", "tee: is \"sgx\", want one of fake, toy")]
    [InlineData("""{"tee":1,"parts":[]}""", "tee: is \"1\"")]
    [InlineData("""{"parts":[]}""", "tee: is \"\"")]
    [InlineData("""{"tee":"fake","parts":[],"note":""}""", "has a member \"note\"")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","data":"YWJj"},{"name":"quote","data":"YWJj"}]}""", "fake.quote: stands twice")]
    [InlineData("""{"tee":"fake","parts":[{"name":"cert","data":"YWJj"}]}""", "fake.cert: is not a part of fake Evidence, want one of quote, log")]
    [InlineData("""{"tee":"fake","parts":[{"data":"YWJj"}]}""", "is not a part of fake Evidence")]
    [InlineData("""{"tee":"fake","parts":["quote"]}""", "is not a part of fake Evidence")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","data":"YR=="}]}""", "fake.quote: is not canonical base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","data":"YWJj\n"}]}""", "fake.quote: is not canonical base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","data":1}]}""", "fake.quote: is not canonical base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","data":null}]}""", "fake.quote: is not canonical base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","data":"YWJj","x":1}]}""", "fake.quote: has a member \"x\"")]
    [InlineData("""{"tee":"fake","parts":[{"name":"log"}]}""", "fake.log: want data in base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"log","sha256":"00"}]}""", "fake.log: want data in base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"log","sha256":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""", "fake.log: want data in base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"log","sha256":1111111111111111111111111111111111111111111111111111111111111111}]}""", "fake.log: want data in base64")]
    [InlineData("""{"tee":"fake","parts":[{"name":"quote","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}""", "fake.quote: is given by digest, which only event logs may be")]
    [InlineData("""{"tee":"fake","parts":[{"name":"log","data":"","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}""", "fake.log: has a member \"sha256\"")]
    public void Other_evidence_is_refused(string evidence, string reason) =>
        Assert.Contains(reason, Refused(Document(evidence)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_tee_that_stands_twice_is_refused() =>
        Assert.Contains("toy: stands twice", Refused(Document(Toy("toy"), Toy("toy"))).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Four_evidences_are_read_and_five_are_not()
    {
        Assert.Equal(4, Reads(Toy("toy0"), Toy("toy1"), Toy("toy2"), Toy("toy3")).Evidences.Length);
        Assert.Contains("want 1 to 4", Refused(Document(Toy("toy0"), Toy("toy1"), Toy("toy2"), Toy("toy3"), Toy("toy4"))).Reason, StringComparison.Ordinal);
    }

    private static string Fake(string parts) => $$"""{"tee":"fake","parts":[{{parts}}]}""";

    private static string Toy(string name) => $$"""{"tee":"{{name}}","parts":[{"name":"report","data":"YWJj"}]}""";

    private static string Document(params string[] evidences) =>
        $$"""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[{{string.Join(',', evidences)}}]}""";

    private static EvidenceDocument Reads(params string[] evidences)
    {
        Assert.True(EvidenceDocument.TryParse(Document(evidences).ToUtf8(), Tees, out EvidenceDocument? document, out Malformed? malformed), malformed?.ToString());
        return document;
    }

    private static Malformed Refused(string text)
    {
        Assert.False(EvidenceDocument.TryParse(text.ToUtf8(), Tees, out EvidenceDocument? document, out Malformed? malformed));
        Assert.Null(document);
        return malformed;
    }
}
