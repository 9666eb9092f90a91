// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Attestation.Laws.Built;

/// <summary>Walks the instructions of a method body. ECMA-335, partition III.</summary>
internal static class Instructions
{
    private const byte TwoByteMarker = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>The types, fields and methods that the instructions name.</summary>
    public static IReadOnlyList<EntityHandle> Tokens(BlobReader il)
    {
        List<EntityHandle> tokens = [];
        while (il.RemainingBytes > 0)
        {
            OperandType operand = Operands[Code(ref il)];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig)
            {
                tokens.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
            }
            else
            {
                il.Offset += Size(operand, il);
            }
        }

        return tokens;
    }

    private static int Code(ref BlobReader il)
    {
        byte first = il.ReadByte();
        return first == TwoByteMarker ? (TwoByteMarker << 8) | il.ReadByte() : first;
    }

    private static int Size(OperandType operand, BlobReader il) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * il.ReadInt32()),
        _ => throw new UnreachableException($"operand {operand}"),
    };
}
