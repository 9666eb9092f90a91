// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp;

/// <summary>Spelling of products, keys, levels and versions in policies and claims.</summary>
internal static class SevSnpWords
{
    private const string Vcek = "vcek";
    private const string Vlek = "vlek";
    private const uint MaxVmpl = 3;

    /// <summary><c>vcek</c> or <c>vlek</c>; <c>none</c> for neither.</summary>
    public static string Of(VekKind kind) => kind switch
    {
        VekKind.Vcek => Vcek,
        VekKind.Vlek => Vlek,
        _ => "none",
    };

    public static string Of(ReportedTcb tcb) => tcb switch
    {
        ReportedTcb.Committed => "committed",
        ReportedTcb.Current => "current",
        ReportedTcb.Launch => "launch",
        _ => "reported",
    };

    public static ImmutableArray<SnpProduct> Products(ConfigSection section, string key)
    {
        ImmutableArray<string> all = [.. SnpProduct.All.Select(each => each.Name)];
        return [.. section.Choices(key, all, all).Select(SnpProduct.OfName).OfType<SnpProduct>()];
    }

    public static ImmutableArray<VekKind> SigningKeys(ConfigSection section, string key) =>
        [.. section.Choices(key, [Vcek, Vlek], [Vcek, Vlek]).Select(each => each == Vcek ? VekKind.Vcek : VekKind.Vlek)];

    public static ImmutableArray<ReportedTcb> Tcbs(ConfigSection section, string key, ImmutableArray<ReportedTcb> absent)
    {
        ImmutableArray<string> all = [.. Enum.GetValues<ReportedTcb>().Select(Of)];
        return [.. section.Choices(key, [.. absent.Select(Of)], all).Select(each => (ReportedTcb)all.IndexOf(each))];
    }

    public static ImmutableArray<uint> Vmpl(ConfigSection section, string key, ImmutableArray<uint> absent)
    {
        ImmutableArray<uint> levels = [.. section.Each(key, (value, path) => Level(section, key, value, path)).OfType<uint>()];
        return section.Has(key) ? levels : absent;
    }

    public static ImmutableDictionary<SnpProduct, FirmwareVersion> Firmware(ConfigSection section)
    {
        ImmutableDictionary<SnpProduct, FirmwareVersion>.Builder floors = ImmutableDictionary.CreateBuilder<SnpProduct, FirmwareVersion>();
        foreach (SnpProduct product in SnpProduct.All)
        {
            if (section.Text(product.Name) is not { } text)
            {
                continue;
            }

            if (FirmwareVersion.TryRead(text, out FirmwareVersion? floor))
            {
                floors.Add(product, floor.Value);
            }
            else
            {
                section.Report(product.Name, $"is \"{text}\", want a version such as \"1.55.49\"");
            }
        }

        section.Done();
        return floors.ToImmutable();
    }

    /// <summary>A version of major and minor alone; the build is 0.</summary>
    public static FirmwareVersion? Abi(ConfigSection section, string key)
    {
        if (section.Text(key) is not { } text)
        {
            return null;
        }

        if (FirmwareVersion.TryRead(text + ".0", out FirmwareVersion? version))
        {
            return version;
        }

        section.Report(key, $"is \"{text}\", want a version such as \"1.51\"");
        return null;
    }

    private static uint? Level(ConfigSection section, string key, JsonItem value, string path)
    {
        if (value.TryInteger(out long level) && level is >= 0 and <= MaxVmpl)
        {
            return (uint)level;
        }

        section.Report(key, string.Create(CultureInfo.InvariantCulture, $"{path} is {value.Text}, want a privilege level from 0 to {MaxVmpl}"));
        return null;
    }
}
