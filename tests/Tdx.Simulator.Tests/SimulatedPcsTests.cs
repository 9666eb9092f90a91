// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using System.Text;
using System.Text.Json;
using Attestation.TestKit;

namespace Attestation.Tdx.Simulator.Tests;

public sealed class SimulatedPcsTests
{
    [Theory]
    [InlineData("intel/tdx/tcb-info/ff5100000000", "tcbInfo")]
    [InlineData("intel/tdx/qe-identity", "enclaveIdentity")]
    public void The_signature_is_over_the_object_as_served(string name, string member)
    {
        SimulatedTdxMachine machine = Machines.Create();
        using JsonDocument document = JsonDocument.Parse(Machines.EndorsementOf(machine, name, ".json"));
        byte[] signed = Encoding.UTF8.GetBytes(document.RootElement.GetProperty(member).GetRawText());
        byte[] signature = Convert.FromHexString(document.RootElement.GetProperty("signature").GetString()!);
        Assert.True(Ecdsa.Verifies(machine.Pki.TcbSigning.Key.Point, signed, signature));
    }

    [Fact]
    public void Real_tcb_info_is_written_byte_for_byte()
    {
        string real = Encoding.UTF8.GetString(Vectors.Bytes("tdx", "tcbinfo", "c0806f000000-prod-20260317-eval18-c582.json"));
        using JsonDocument document = JsonDocument.Parse(real);
        JsonElement info = document.RootElement.GetProperty("tcbInfo");
        SimulatedTdxMachine machine = Machines.Create(each => each.WithTcbInfo(_ => RealDocuments.TcbInfoOf(info)));
        Assert.Equal(info.GetRawText(), Signed(machine, "intel/tdx/tcb-info/ff5100000000", "tcbInfo"));
    }

    [Fact]
    public void A_real_qe_identity_is_written_byte_for_byte()
    {
        string folder = Vectors.PathOf("tdx", "qeidentity");
        foreach (string file in Directory.GetFiles(folder, "*.json"))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            JsonElement identity = document.RootElement.GetProperty("enclaveIdentity");
            SimulatedTdxMachine machine = Machines.Create(each => each.WithQeIdentity(_ => RealDocuments.QeIdentityOf(identity)));
            Assert.Equal(identity.GetRawText(), Signed(machine, "intel/tdx/qe-identity", "enclaveIdentity"));
        }
    }

    [Fact]
    public void Endorsements_lie_under_their_names()
    {
        SimulatedTdxMachine machine = Machines.Create(each => each.WithProcessorCa());
        Assert.Equal(
        [
            "intel/pck-crl/processor.crl", "intel/root-ca-crl.crl", "intel/tcb-signing-chain.pem", "intel/tdx/qe-identity.json",
            "intel/tdx/tcb-info/ff5100000000.json",
        ],
        machine.Endorsements.All.Select(each => each.Name + each.Suffix).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_are_what_verify_takes()
    {
        SimulatedTdxMachine machine = Machines.Create();
        SimulatedFile[] files = [.. machine.Files()];
        Assert.Equal(["quote.bin", "ccel.bin", "policy.json"], files[..3].Select(each => each.Path));
        Assert.All(files[3..], each => Assert.StartsWith("endorsements/intel/", each.Path));
        using JsonDocument policy = JsonDocument.Parse(machine.Policy());
        Assert.Equal(Convert.ToHexStringLower(machine.RootSpkiSha256.Span), policy.RootElement.GetProperty("rootsUnsafe")[0].GetString());
        JsonElement reference = policy.RootElement.GetProperty("tdx").GetProperty("referenceValues")[0];
        Assert.Equal(Convert.ToHexStringLower(machine.Td.Rtmr(1)), reference.GetProperty("rtmr1")[0].GetString());
    }

    private static string Signed(SimulatedTdxMachine machine, string name, string member)
    {
        using JsonDocument document = JsonDocument.Parse(Machines.EndorsementOf(machine, name, ".json"));
        return document.RootElement.GetProperty(member).GetRawText();
    }
}
