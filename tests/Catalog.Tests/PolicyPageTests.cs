// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.TestKit;

namespace Attestation.Catalog.Tests;

/// <summary>docs/formats.md lists the keys of a policy that there are.</summary>
public sealed class PolicyPageTests
{
    // Keys of a file alone: a block of a plugin's configuration has another name, and no REPORT_DATA.
    private static readonly string[] OfFiles = ["mediaType", "name", "reportData", "reportDataUnsafe"];

    private static readonly IReadOnlyList<string> OfPage = PageKeys.Of("docs/formats.md", "| key | default | meaning |");
    private static readonly IReadOnlyList<string> OfCode = [.. OfFiles, .. KnownKeys.Of(document => PolicyFile.ReadBlock(document, "", TeeCatalog.Default.Tees))];

    [Fact]
    public void Every_key_that_is_read_stands_in_the_table() => Assert.Empty(OfCode.Except(OfPage));

    [Fact]
    public void Every_key_of_the_table_is_read_and_stands_there_once() => Assert.Empty(OfPage.Except(OfCode).Concat(OfPage.CountBy(key => key).Where(each => each.Value > 1).Select(each => each.Key)));
}
