// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Addresses of services by name: those of the configuration, and the vendors' own for what is not in it.</summary>
/// <remarks>Immutable. Evidence has no way in: a path is appended to an address, and nothing in an answer leads to another.</remarks>
public sealed class EndorsementHosts
{
    private static readonly ImmutableArray<string> Names = ["intel-pcs", "pccs", "amd-kds", "azure-thim"];

    private readonly ImmutableDictionary<string, Uri> configured;

    private EndorsementHosts(ImmutableDictionary<string, Uri> configured) => this.configured = configured;

    /// <summary>The vendors' public addresses and nothing else.</summary>
    public static EndorsementHosts Public { get; } = new(ImmutableDictionary<string, Uri>.Empty);

    /// <summary>Reads <c>NAME=URL</c> of flags or a configuration; every problem is reported at once.</summary>
    /// <param name="assignments">Each a known name and an https address without query, fragment and credentials.</param>
    /// <param name="hosts">The hosts, or null.</param>
    /// <param name="problems">Every problem; empty on success.</param>
    public static bool TryParse(
        IEnumerable<string> assignments, [NotNullWhen(true)] out EndorsementHosts? hosts, out ImmutableArray<string> problems)
    {
        ImmutableDictionary<string, Uri>.Builder read = ImmutableDictionary.CreateBuilder<string, Uri>(StringComparer.Ordinal);
        problems = [.. assignments.Select(each => Add(each, read)).OfType<string>()];
        hosts = problems.IsEmpty ? new(read.ToImmutable()) : null;
        return hosts is not null;
    }

    /// <summary>Where a request may go, in order. Public addresses are asked only where no host of the request is configured.</summary>
    internal ImmutableArray<EndorsementTarget> Targets(EndorsementRequest request)
    {
        ImmutableArray<EndorsementTarget> own =
        [
            .. from route in request.Routes
               where configured.ContainsKey(route.Host.Name)
               select new EndorsementTarget(route.Host, Append(configured[route.Host.Name], route.Path)),
        ];
        return !own.IsEmpty ? own :
        [
            .. from route in request.Routes
               where route.Host.PublicAddress is not null
               select new EndorsementTarget(route.Host, Append(new Uri(route.Host.PublicAddress!), route.Path)),
        ];
    }

    private static string? Add(string assignment, ImmutableDictionary<string, Uri>.Builder read)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? assignment : assignment[..equals];
        return equals < 0 ? $"\"{assignment}\" is not NAME=URL"
            : !Names.Contains(name) ? $"\"{name}\" is not a known host, want one of {string.Join(", ", Names)}"
            : !IsAddress(assignment[(equals + 1)..], out Uri? address) ? $"{name}: \"{assignment[(equals + 1)..]}\" is not an https address, want one such as https://pccs.example:8081"
            : !read.TryAdd(name, address) ? $"{name} stands twice"
            : null;
    }

    private static bool IsAddress(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;

    private static Uri Append(Uri address, string path) => new(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);
}
