#!/usr/bin/perl
# Asks the Java service with nothing but a socket: perl client.pl HOST:PORT NAME
use strict;
use warnings;
use IO::Socket::INET;

@ARGV == 2 or die "expected: client.pl HOST:PORT NAME\n";
my ($peer, $name) = @ARGV;
my $socket = IO::Socket::INET->new(PeerAddr => $peer, Proto => 'tcp', Timeout => 10)
  or die "connect to $peer: $@\n";
$SIG{ALRM} = sub { die "no answer within 10 s\n" };
alarm 10;

sub take {
  my ($length) = @_;
  my $bytes = '';
  while (length $bytes < $length) {
    read($socket, $bytes, $length - length $bytes, length $bytes) or die "the peer left\n";
  }
  return $bytes;
}

# Each side says who it is: REQ is 0x30, REP 0x31.
print $socket pack('C a2 C n n', 0, 'SP', 0, 0x30, 0);
$socket->flush;
take(8) eq pack('C a2 C n n', 0, 'SP', 0, 0x31, 0) or die "expected a REP peer\n";

# A message is its length and its bytes; a request begins with an id whose highest bit is set.
my $request = pack('N a*', 0x80000001, $name);
print $socket pack('Q> a*', length $request, $request);
$socket->flush;
my ($id, $reply) = unpack('N a*', take(unpack('Q>', take(8))));
$id == 0x80000001 or die "expected the reply to request 1\n";
print "$reply\n";
