// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.TestKit;

namespace Attestation.Catalog.Tests;

/// <summary>docs/formats.md lists the keys of a policy that there are.</summary>
public sealed class PolicyPageTests
{
    // Keys of a file alone: a block of a plugin's configuration has another name, and no REPORT_DATA.
    private static readonly string[] OfFiles = ["mediaType", "name", "reportData", "reportDataUnsafe"];

    [Fact]
    public void The_table_of_the_page_has_the_keys_of_the_code() =>
        Assert.Equal(
            KnownKeys.Of(document => PolicyFile.ReadBlock(document, "", TeeCatalog.Default.Tees)).Concat(OfFiles).Order(StringComparer.Ordinal),
            PageKeys.Of("docs/formats.md", "| key | default | meaning |"));
}
