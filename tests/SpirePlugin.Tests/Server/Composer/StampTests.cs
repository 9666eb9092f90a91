// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Formats.Asn1;
using System.Text.Json;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

public sealed class StampTests
{
    private const string Origin = "example.org/attestation/\"run\"";

    private static readonly byte[] Key = [1];
    private static readonly byte[] Checkpoint = [.. Enumerable.Repeat((byte)0xAB, 32)];
    private static readonly byte[] Evidence = EvidenceExtension.Of(Origin, 42, Checkpoint);

    [Fact]
    public void Extension_is_a_CMW_record_of_origin_leaf_and_checkpoint()
    {
        AsnReader reader = new(Evidence, AsnEncodingRules.DER);
        JsonElement record = JsonDocument.Parse(reader.ReadCharacterString(UniversalTagNumber.UTF8String)).RootElement;
        reader.ThrowIfNotEmpty();
        Assert.Equal(("application/vnd.attestation.evidence-reference+json;version=1", 4), (record[0].GetString(), record[2].GetInt32()));

        JsonElement reference = JsonDocument.Parse(Base64Url.DecodeFromChars(record[1].GetString())).RootElement;
        Assert.Equal(
            (Origin, "42", Convert.ToHexStringLower(Checkpoint)),
            (reference.GetProperty("origin").GetString(), reference.GetProperty("leaf").GetString(), reference.GetProperty("checkpoint").GetString()));
    }

    [Fact]
    public async Task Certificate_keeps_its_attributes_and_names_its_evidence()
    {
        X509SVIDAttributes given = Given();

        X509SVIDAttributes stamped = await StampedAsync(given);

        Assert.Equal(given.Subject, stamped.Subject);
        Assert.Equal(given.DnsSans, stamped.DnsSans);
        Assert.Equal([.. given.ExtraExtensions, Stamp()], stamped.ExtraExtensions);
    }

    [Fact]
    public async Task Extension_of_an_earlier_composer_is_replaced()
    {
        X509SVIDAttributes given = Given();
        given.ExtraExtensions.Insert(0, new() { Oid = EvidenceExtension.Oid, Value = ByteString.CopyFrom(1), Critical = true });

        Assert.Equal([.. Given().ExtraExtensions, Stamp()], (await StampedAsync(given)).ExtraExtensions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stamp_evidence = false")]
    public async Task Nothing_is_stamped_where_that_is_not_asked_for(string options)
    {
        await using ComposerSite site = await ComposerSite.StartAsync(options);
        await site.HandAsync(Key, evidence: Evidence);

        Assert.Null((await site.ComposeAsync(Key, attributes: Given())).Attributes);
    }

    [Fact]
    public async Task Record_without_evidence_stamps_nothing()
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");
        await site.HandAsync(Key, evidence: []);

        Assert.Null((await site.ComposeAsync(Key, attributes: Given())).Attributes);
    }

    [Fact]
    public async Task Request_without_a_subject_is_no_request_of_SPIREs()
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");
        await site.HandAsync(Key, evidence: Evidence);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => site.ComposeAsync(Key, attributes: new()));
        Assert.Equal(StatusCode.Internal, refused.StatusCode);
    }

    private static async Task<X509SVIDAttributes> StampedAsync(X509SVIDAttributes given)
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");
        await site.HandAsync(Key, evidence: Evidence);
        return (await site.ComposeAsync(Key, attributes: given)).Attributes;
    }

    private static X509Extension Stamp() => new() { Oid = EvidenceExtension.Oid, Value = ByteString.CopyFrom(Evidence) };

    private static X509SVIDAttributes Given() => new()
    {
        Subject = new() { Country = { "US" }, Organization = { "SPIRE" } },
        DnsSans = { "node.example.org" },
        ExtraExtensions = { new X509Extension { Oid = "1.2.3", Value = ByteString.CopyFrom(5, 0), Critical = true } },
    };
}
