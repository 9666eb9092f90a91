// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>CONTRACTS, section 8: the policy file, as far as it is about SEV-SNP.</summary>
public sealed class PolicyFileTests
{
    private const string Digest = "5f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b1";

    // The example of CONTRACTS, with a value for each key.
    private static readonly string Everything = $$"""
        "products": ["genoa"], "signingKeys": ["vcek", "vlek"], "cspIds": ["CN=a"], "vmpl": [0, 2], "denyChipIds": ["{{new string('a', 128)}}", "1e550a8ee5cf9f4d"],
        "minimumTcb": [ { "family": "0x19", "model": "0x11", "stepping": 1, "bootLoader": 1, "tee": 2, "snp": 27, "microcode": 86, "fmc": null } ],
        "minimumTcbOf": ["reported", "launch"], "minimumFirmware": { "genoa": "1.55.49" }, "minimumGuestAbi": "1.51", "minimumGuestSvn": 7,
        "require": { "guestPolicy": ["singleSocket", "memAes256Xts"], "platform": ["aliasCheckComplete"], "idBlock": true, "authorKey": true },
        "forbid": { "guestPolicy": ["smt"], "platform": ["smtEnabled"] },
        "mitigations": { "launch": null, "current": "0x02" },
        "allow": { "debugUnsafe": true, "migrateMaUnsafe": true, "maskedChipIdUnsafe": true, "provisionalFirmwareUnsafe": true, "reservedBitsUnsafe": true },
        "referenceValues": [ { "name": "image-42", "measurement": ["{{Digest}}"] } ], "anyMeasurementUnsafe": true
        """;

    [Fact]
    public void Every_key_is_read()
    {
        SevSnpPolicy policy = Read(Everything);

        Assert.Equal([SnpProduct.Genoa], policy.Products);
        Assert.Equal([VekKind.Vcek, VekKind.Vlek], policy.SigningKeys);
        Assert.Equal(["CN=a"], policy.CspIds);
        Assert.Equal([0u, 2u], policy.Vmpl);
        Assert.Equal([64, 64], policy.DenyChipIds.Select(each => each.Length));
        Assert.False(policy.DenyChipIds[1].Span[8..].ContainsAnyExcept((byte)0));
        Assert.Equal(new TcbFloor(0x19, 0x11, 1) { BootLoader = 1, Tee = 2, Snp = 27, Microcode = 86 }, Assert.Single(policy.MinimumTcb));
        Assert.Equal([ReportedTcb.Reported, ReportedTcb.Launch], policy.MinimumTcbOf);
        Assert.Equal(new FirmwareVersion(1, 55, 49), policy.MinimumFirmware[SnpProduct.Genoa]);
        Assert.Equal(new FirmwareVersion(1, 51, 0), policy.MinimumGuestAbi);
        Assert.Equal(7u, policy.MinimumGuestSvn);
        Assert.Equal(new BitWishes(GuestPolicy: 1 << 20 | 1 << 22, Platform: 1 << 5), policy.Require);
        Assert.Equal(new BitWishes(GuestPolicy: 1 << 16, Platform: 1), policy.Forbid);
        Assert.True(policy.RequireIdBlock);
        Assert.True(policy.RequireAuthorKey);
        Assert.Null(policy.LaunchMitigations);
        Assert.Equal(2ul, policy.CurrentMitigations);
        Assert.Equal(6, policy.Unsafe.Length);
        Assert.Equal("image-42", Assert.Single(policy.ReferenceValues).Name);
    }

    [Fact]
    public void An_empty_section_is_the_strict_one()
    {
        SevSnpPolicy policy = Read("");

        Assert.Equal(SnpProduct.All, policy.Products);
        Assert.Equal([0u], policy.Vmpl);
        Assert.Equal([ReportedTcb.Reported], policy.MinimumTcbOf);
        Assert.Empty(policy.Unsafe);
        Assert.Empty(policy.ReferenceValues);
    }

    [Theory]
    [InlineData("\"products\": [\"rome\"]", "sevSnp.products[0]")]
    [InlineData("\"signingKeys\": [\"none\"]", "sevSnp.signingKeys[0]")]
    [InlineData("\"vmpl\": [4]", "sevSnp.vmpl")]
    [InlineData("\"vmpl\": [-1]", "sevSnp.vmpl")]
    [InlineData("\"denyChipIds\": [\"00\"]", "sevSnp.denyChipIds")]
    [InlineData("\"minimumTcb\": [ { \"family\": \"0x119\" } ]", "sevSnp.minimumTcb[0].family")]
    [InlineData("\"minimumTcb\": [ { \"snp\": 256 } ]", "sevSnp.minimumTcb[0].snp")]
    [InlineData("\"minimumTcb\": [ { \"snp\": \"27\" } ]", "sevSnp.minimumTcb[0].snp")]
    [InlineData("\"minimumTcb\": [ { \"spl\": 1 } ]", "sevSnp.minimumTcb[0].spl")]
    [InlineData("\"minimumTcbOf\": [\"best\"]", "sevSnp.minimumTcbOf[0]")]
    [InlineData("\"minimumFirmware\": { \"genoa\": \"1.55\" }", "sevSnp.minimumFirmware.genoa")]
    [InlineData("\"minimumFirmware\": { \"genoa\": \"1.055.1\" }", "sevSnp.minimumFirmware.genoa")]
    [InlineData("\"minimumFirmware\": { \"rome\": \"1.55.1\" }", "sevSnp.minimumFirmware.rome")]
    [InlineData("\"minimumGuestAbi\": \"1\"", "sevSnp.minimumGuestAbi")]
    [InlineData("\"minimumGuestSvn\": -1", "sevSnp.minimumGuestSvn")]
    [InlineData("\"require\": { \"guestPolicy\": [\"debug\"] }", "sevSnp.require.guestPolicy[0]")]
    [InlineData("\"require\": { \"idblock\": true }", "sevSnp.require.idblock")]
    [InlineData("\"forbid\": { \"platform\": [\"smt\"] }", "sevSnp.forbid.platform[0]")]
    [InlineData("\"forbid\": { \"idBlock\": true }", "sevSnp.forbid.idBlock")]
    [InlineData("\"mitigations\": { \"current\": 2 }", "sevSnp.mitigations.current")]
    [InlineData("\"allow\": { \"debug\": true }", "sevSnp.allow.debug")]
    [InlineData("\"referenceValues\": [ { \"name\": \"x\" } ]", "sevSnp.referenceValues[0].name")]
    [InlineData("\"referenceValues\": [ { \"mrTd\": [] } ]", "sevSnp.referenceValues[0].mrTd")]
    [InlineData("\"maxVmpl\": 0", "sevSnp.maxVmpl")]
    public void What_is_wrong_is_named_by_its_path(string members, string path) =>
        Assert.Contains(Problems(members), problem => problem.Path == path);

    [Theory]
    [InlineData(5u)]
    [InlineData(2u)]
    public void A_draft_accepts_what_it_was_made_from_and_nothing_older(uint version)
    {
        Simulator.SimulatedSnpMachine machine = Machines.Reporting(report => report with { Version = version });
        Assert.True(machine.Appraise().TryGetClaims(out Claims? claims));
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            new SevSnpTee(VerifiedCache.None).DraftPolicy(json, claims);
            json.WriteEndObject();
        }

        string members = Encoding.UTF8.GetString(stream.ToArray())[1..^1];
        SevSnpPolicy draft = Read(members);

        Assert.Empty(draft.Unsafe);
        ResultVerdict.Passes(machine.AppraiseUnder(_ => draft));
        ResultVerdict.Refuses(
            Machines.Reporting(report => report with { Version = version, Committed = report.Committed with { Microcode = 216 } }).AppraiseUnder(_ => draft),
            SevSnpRules.TcbMinimum);
        ResultVerdict.Refuses(
            Machines.Reporting(report => report with { Version = version, Measurement = new byte[48] }).AppraiseUnder(_ => draft), SevSnpRules.ReferenceValues);
    }

    private static SevSnpPolicy Read(string members)
    {
        bool read = TryRead(members, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems);
        Assert.True(read, string.Join("; ", problems));
        return file!.Policy.Of("sev-snp", SevSnpPolicy.Strict);
    }

    private static ImmutableArray<ConfigProblem> Problems(string members)
    {
        Assert.False(TryRead(members, out _, out ImmutableArray<ConfigProblem> problems));
        return problems;
    }

    private static bool TryRead(string members, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems) => PolicyFile.TryRead(
        Encoding.UTF8.GetBytes($$"""{"mediaType":"{{PolicyFile.MediaType}}","reportDataUnsafe":"any","sevSnp":{ {{members}} } }"""),
        [new SevSnpTee(VerifiedCache.None)],
        out file,
        out problems);
}
