namespace PaymentStatusSdk.Coverage;

/// <summary>One of the ways that the execution can continue at a jump.</summary>
/// <param name="Method">The method.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Offset">The position of the jump in the code of the method.</param>
/// <param name="EndOffset">The position where it leads.</param>
/// <param name="Path">The number of the way.</param>
internal sealed record Branch(string Method, int Line, int Offset, int EndOffset, int Path);
