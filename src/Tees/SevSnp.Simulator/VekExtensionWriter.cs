// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>Writes AMD's extensions of a VCEK or VLEK. AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3.</summary>
internal static class VekExtensionWriter
{
    private const string Arc = "1.3.6.1.4.1.3704.1.";

    public static IEnumerable<X509Extension> Write(SimulatedSnpOptions machine, ReadOnlySpan<byte> chipId)
    {
        VekOptions vek = machine.Vek;
        OrderedDictionary<string, byte[]> values = Values(machine, chipId.ToArray());
        foreach ((string arc, ReadOnlyMemory<byte> value) in vek.Replace)
        {
            values[arc] = value.ToArray();
        }

        return values.Where(each => !vek.Omit.Contains(each.Key)).Select(each => new X509Extension(Arc + each.Key, each.Value, critical: false));
    }

    // In the order of real certificates: Turin begins with the FMC.
    private static OrderedDictionary<string, byte[]> Values(SimulatedSnpOptions machine, byte[] chipId)
    {
        VekOptions vek = machine.Vek;
        bool turin = machine.Product.Generation == TcbGeneration.Turin;
        TcbLevels tcb = vek.Tcb ?? machine.Report.Reported ?? machine.Report.Committed;
        OrderedDictionary<string, byte[]> values = [];
        if (turin)
        {
            values.Add("3.9", Integer(tcb.Fmc));
        }

        values.Add("1", Integer(vek.StructVersion ?? (turin ? 1 : 0)));
        values.Add("2", Text(vek.ProductName ?? ProductName(machine)));
        values.Add("3.1", Integer(tcb.BootLoader));
        values.Add("3.2", Integer(tcb.Tee));
        foreach (int reserved in vek.OmitsReserved ? [] : turin ? new[] { 5, 6, 7 } : [4, 5, 6, 7])
        {
            values.Add($"3.{reserved}", Integer(0));
        }

        values.Add("3.3", Integer(tcb.Snp));
        values.Add("3.8", Integer(tcb.Microcode));
        AddId(values, machine, vek.HwId ?? chipId.AsMemory(0, machine.Product.ChipIdBytes));
        return values;
    }

    private static void AddId(OrderedDictionary<string, byte[]> values, SimulatedSnpOptions machine, ReadOnlyMemory<byte> hwId)
    {
        if (machine.Kind == VekKind.Vlek)
        {
            values.Add("5", Text(machine.Vek.CspId));
        }
        else
        {
            values.Add("4", machine.Vek.WrapsHwId ? [0x04, (byte)hwId.Length, .. hwId.Span] : hwId.ToArray());
        }
    }

    private static string ProductName(SimulatedSnpOptions machine) =>
        machine.Product == SnpProduct.Milan && machine.Kind == VekKind.Vcek ? "Milan-B0" : machine.Product.Line;

    private static byte[] Integer(int value)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        der.WriteInteger(value);
        return der.Encode();
    }

    private static byte[] Text(string value)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        der.WriteCharacterString(UniversalTagNumber.IA5String, value);
        return der.Encode();
    }
}
