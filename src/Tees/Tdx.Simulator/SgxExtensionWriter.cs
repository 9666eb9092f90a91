// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>
/// Writes the SGX extension of a PCK certificate. Intel SGX PCK Certificate and CRL Profile Specification, section 1.3.5.
/// </summary>
internal static class SgxExtensionWriter
{
    public const string Oid = "1.2.840.113741.1.13.1";

    private const int Tcb = 2;
    private const int Configuration = 7;
    private const int PlatformInstanceId = 6;
    private const int LastMandatory = 5;
    private const int PceSvn = 17;
    private const int CpuSvn = 18;

    private enum SgxType
    {
        Standard = 0,
    }

    public static X509Extension Write(PlatformOptions platform, SimulatedKeys keys)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            foreach (int item in ItemsOf(platform))
            {
                WriteItem(der, item, platform, keys);
            }
        }

        return new(Oid, [.. der.Encode(), .. platform.Form.Tail.Span], critical: false);
    }

    private static IEnumerable<int> ItemsOf(PlatformOptions platform)
    {
        int last = platform.HasPlatformItems ? Configuration : LastMandatory;
        IEnumerable<int> items = Enumerable.Range(1, last)
            .Where(item => !platform.Form.Omit.Contains(item))
            .SelectMany(item => Enumerable.Repeat(item, platform.Form.Repeat.Contains(item) ? 2 : 1));
        return platform.Form.Reversed ? items.Reverse() : items;
    }

    private static void WriteItem(AsnWriter der, int item, PlatformOptions platform, SimulatedKeys keys)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier($"{Oid}.{item}");
            switch (item)
            {
                case 1:
                    der.WriteOctetString((platform.Ppid ?? keys.Bytes(16, "intel/ppid")).Span);
                    break;
                case Tcb:
                    WriteTcb(der, platform);
                    break;
                case 3:
                    der.WriteOctetString(platform.PceId.Span);
                    break;
                case 4:
                    der.WriteOctetString(platform.Fmspc.Span);
                    break;
                case 5:
                    der.WriteEnumeratedValue((SgxType)platform.SgxType);
                    break;
                case PlatformInstanceId:
                    der.WriteOctetString((platform.PlatformInstanceId ?? keys.Bytes(16, "intel/platform-instance")).Span);
                    break;
                case Configuration:
                    WriteConfiguration(der);
                    break;
            }
        }
    }

    private static void WriteTcb(AsnWriter der, PlatformOptions platform)
    {
        using (der.PushSequence())
        {
            for (int item = 1; item <= CpuSvn; item++)
            {
                if (!platform.Form.OmitTcb.Contains(item))
                {
                    WriteTcbItem(der, item, platform);
                }
            }
        }
    }

    private static void WriteTcbItem(AsnWriter der, int item, PlatformOptions platform)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier($"{Oid}.{Tcb}.{item}");
            if (item == CpuSvn)
            {
                der.WriteOctetString(platform.CpuSvn.Span);
            }
            else
            {
                der.WriteInteger(item == PceSvn ? platform.PceSvn : platform.ComponentSvns[item - 1]);
            }
        }
    }

    // Dynamic platform, cached keys, SMT enabled: all true on real servers.
    private static void WriteConfiguration(AsnWriter der)
    {
        using (der.PushSequence())
        {
            for (int flag = 1; flag <= 3; flag++)
            {
                using (der.PushSequence())
                {
                    der.WriteObjectIdentifier($"{Oid}.{Configuration}.{flag}");
                    der.WriteBoolean(true);
                }
            }
        }
    }
}
