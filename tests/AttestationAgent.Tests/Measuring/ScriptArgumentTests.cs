// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Agent.Measuring;
using CsCheck;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Arguments that name a script, and first lines of scripts.</summary>
public sealed class ScriptArgumentTests
{
    [Theory]
    [InlineData("sh\0/a\0", "/", "/", "/a", null)]
    [InlineData("sh\0a\0x\0", "/", "/", "/a", null)]
    [InlineData("sh\0../a\0", "/", "/srv", "/srv/../a", null)]
    [InlineData("sh\0a\0", "/jail", "/jail", "/a", null)]
    [InlineData("sh\0a\0", "/jail", "/jail/srv", "/srv/a", null)]
    [InlineData("sh\0-e\0/a\0", "/", "/", "/a", "-e")]
    public void Interpreter_and_script_with_at_most_one_option_between_them_are_found(string arguments, string root, string directory, string path, string? option)
    {
        Assert.True(ScriptArgument.TryFind(Encoding.UTF8.GetBytes(arguments), root, directory, out ScriptArgument? script));
        Assert.Equal(new ScriptArgument(path, option), script);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sh")]
    [InlineData("sh\0")]
    [InlineData("sh\0\0/a\0")]
    [InlineData("sh\0/a")]
    [InlineData("sh\0-s\0")]
    public void Without_one_that_ends_there_is_none(string arguments) =>
        Assert.False(ScriptArgument.TryFind(Encoding.UTF8.GetBytes(arguments), "/", "/", out _));

    [Fact]
    public void A_relative_path_outside_of_the_processs_root_is_none() =>
        Assert.False(ScriptArgument.TryFind("sh\0a\0"u8, "/jail", "/jailed", out _));

    [Fact]
    public void Text_that_is_no_text_is_none() =>
        Assert.False(ScriptArgument.TryFind([(byte)'s', 0, (byte)'/', 0xff, 0], "/", "/", out _));

    [Theory]
    [InlineData("#!/bin/sh\n", "")]
    [InlineData("#!/bin/sh -e\nx", "-e")]
    [InlineData("#! \t/bin/sh \t-e x\t\n", "-e x")]
    [InlineData("#!/bin/sh -e", "-e")]
    [InlineData("# !/bin/sh -e\n", "")]
    [InlineData("#!", "")]
    [InlineData("", "")]
    public void The_rest_of_a_first_line_is_one_argument(string file, string argument) =>
        Assert.Equal(argument, Encoding.UTF8.GetString(Shebang.ArgumentOf(Encoding.UTF8.GetBytes(file))));

    [Fact]
    public void Any_bytes_are_read_without_an_exception() => Gen.Byte.Array.Sample(bytes =>
    {
        _ = ScriptArgument.TryFind(bytes, "/", "/", out _);
        _ = Shebang.ArgumentOf(bytes).Length;
    });
}
