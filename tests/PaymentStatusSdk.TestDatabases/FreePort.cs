using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>Finds a loopback port for a server that must know its port before it listens.</summary>
public static class FreePort
{
    // Below the ephemeral ports: any connection and any server on port 0 could take one of those before the caller listens.
    private const int First = 20_000;
    private const int End = 32_000;

    // The UDP port of the same number, which no server uses, is kept until this process ends: otherwise another test or another test
    // process could find the port before the server of this one listens.
    private static readonly ConcurrentBag<Socket> Reservations = [];

    /// <summary>Returns a port on which nothing listens. While this process runs, no test process gets the same port again.</summary>
    public static int Find()
    {
        while (true)
        {
            var address = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(First, End));
            var reservation = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                reservation.Bind(address);
                socket.Bind(address);
                Reservations.Add(reservation);
                return address.Port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another server listens on it, or is about to.
                reservation.Dispose();
            }
        }
    }
}
