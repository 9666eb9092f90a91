// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator.Tests;

public sealed class SimulatedQuoteTests
{
    public static TheoryData<int, TdBodyType, int> Shapes => new()
    {
        { 4, TdBodyType.Td10, 632 },
        { 5, TdBodyType.Td10, 638 },
        { 5, TdBodyType.Td15, 702 },
        { 5, TdBodyType.Td15Ex, 939 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void A_quote_of_each_shape_is_read_back(int version, TdBodyType type, int signedLength)
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Quote = new() { Version = (ushort)version, BodyType = type } });
        Quote quote = Machines.QuoteOf(machine);
        Assert.Equal(version, quote.Version);
        Assert.Equal(type, quote.Body.Type);
        Assert.Equal(signedLength, quote.SignedBytes.Length);
        Assert.Equal(0, quote.TailLength);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_attestation_key_signed_header_and_body(int version, TdBodyType type, int signedLength)
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Quote = new() { Version = (ushort)version, BodyType = type } });
        Quote quote = Machines.QuoteOf(machine);
        Assert.True(Ecdsa.Verifies(quote.AttestationKey, machine.Quote.Span[..signedLength], quote.QuoteSignature));
    }

    [Fact]
    public void The_body_says_what_the_td_is()
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Quote = QuoteOptions.Version5(TdBodyType.Td15) });
        TdBody body = Machines.QuoteOf(machine).Body;
        Assert.Equal(machine.Options.Td.MrTd.ToArray(), body.MrTd);
        Assert.Equal(machine.Options.Module.TeeTcbSvn.ToArray(), body.TeeTcbSvn);
        Assert.Equal(machine.Options.ReportData.ToArray(), body.ReportData);
        Assert.Equal("0000001000000000", Convert.ToHexStringLower(body.Raw.Span.Slice(120, 8)));
        Assert.Equal("e702060000000000", Convert.ToHexStringLower(body.Raw.Span.Slice(128, 8)));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(machine.Td.Rtmr(i), body.Rtmr(i));
        }
    }

    [Fact]
    public void The_pck_signed_the_qe_report_and_the_report_covers_the_attestation_key()
    {
        SimulatedTdxMachine machine = Machines.Create();
        Quote quote = Machines.QuoteOf(machine);
        Assert.True(Ecdsa.Verifies(machine.Pki.Pck.Key.Point, quote.QeReport.Raw.Span, quote.QeReportSignature));
        byte[] hash = SHA256.HashData([.. quote.AttestationKey, .. quote.QeAuthenticationData.Span]);
        Assert.Equal([.. hash, .. new byte[32]], quote.QeReport.ReportData.ToArray());
        Assert.Equal(Enumerable.Range(0, 32).Select(each => (byte)each), quote.QeAuthenticationData.ToArray());
    }

    [Fact]
    public void The_chain_is_three_certificates_and_a_nul()
    {
        Quote quote = Machines.QuoteOf(Machines.Create());
        string text = Encoding.ASCII.GetString(quote.CertificationBytes.Span);
        Assert.Equal(5, quote.CertificationType);
        Assert.EndsWith("-----END CERTIFICATE-----\n\0", text);
        Assert.Equal(3, text.Split("-----BEGIN CERTIFICATE-----").Length - 1);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Line_ends_the_nul_and_the_tail_are_as_wanted()
    {
        SimulatedTdxMachine machine = Machines.Create(
            each => each with { Quote = new() { HasCrLf = true, ChainTail = default, Tail = new byte[70] } });
        Quote quote = Machines.QuoteOf(machine);
        Assert.EndsWith("-----END CERTIFICATE-----\r\n", Encoding.ASCII.GetString(quote.CertificationBytes.Span));
        Assert.Equal(70, quote.TailLength);
    }

    [Fact]
    public void The_twin_signature_verifies_too()
    {
        SimulatedTdxMachine machine = Machines.Create(each => each with { Quote = new() { Signature = QuoteSignatureForm.OtherS } });
        Quote quote = Machines.QuoteOf(machine);
        Assert.True(Ecdsa.Verifies(quote.AttestationKey, quote.SignedBytes.Span, quote.QuoteSignature));
    }

    [Fact]
    public void Other_report_data_needs_no_other_machine()
    {
        SimulatedTdxMachine machine = Machines.Create();
        byte[] reportData = [.. Enumerable.Repeat((byte)7, 64)];
        Assert.True(machine.Attest(reportData).TryGet("quote", out EvidencePart? part));
        Assert.True(Quote.TryParse(part.Bytes, out Quote? quote, out _));
        Assert.Equal(reportData, quote.Body.ReportData.ToArray());
        Assert.Equal(Machines.QuoteOf(machine).AttestationKey, quote.AttestationKey);
    }

    [Fact]
    public void A_value_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Machines.Create(each => each with { ReportData = new byte[32] }).Quote);

    [Fact]
    public void A_seed_gives_the_same_keys_and_none_gives_others()
    {
        Assert.Equal(Machines.Create().RootSpkiSha256.ToArray(), Machines.Create().RootSpkiSha256.ToArray());
        Assert.NotEqual(
            Machines.Create(each => each with { Seed = null }).RootSpkiSha256.ToArray(),
            Machines.Create(each => each with { Seed = null }).RootSpkiSha256.ToArray());
    }

    [Fact]
    public void One_hierarchy_serves_another_machine()
    {
        SimulatedTdxMachine first = Machines.Create(each => each with { Seed = null });
        SimulatedTdxMachine second = SimulatedTdxMachine.Create(first.Options with { Td = new() { Attributes = 0 } }, first.Pki);
        Quote quote = Machines.QuoteOf(second);
        Assert.Equal(first.RootSpkiSha256.ToArray(), second.RootSpkiSha256.ToArray());
        Assert.True(Ecdsa.Verifies(first.Pki.Pck.Key.Point, quote.QeReport.Raw.Span, quote.QeReportSignature));
    }
}
