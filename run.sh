export HOME=/tmp/st/h XDG_DATA_HOME=/tmp/st/h/d LC_ALL=C.UTF-8 PATH=/work/main/.build/debug:$PATH IGNIFLO_DATABASE=/tmp/st/shop.db TERM=xterm-256color
rm -f /tmp/st/shop.db*
igniflo demo --accounts >/dev/null
T="tmux -u -S /tmp/st/sock -f /tmp/st/c.conf"
$T new-session -d -x 120 -y 36 "env PS1='shell> ' ENV= /bin/sh"
sleep 1; $T send-keys -l 'clear; igniflo'; $T send-keys Enter; sleep 2
# click Look only
$T capture-pane -p | grep -n "Look only"
row=$($T capture-pane -p | grep -n "Look only \]" | head -1 | cut -d: -f1)
col=$($T capture-pane -p | grep "Look only \]" | head -1 | awk '{print index($0,"Look only")}')
echo row $row col $col
$T send-keys -H 1b 5b 4d 20 $(printf %x $((32+col))) $(printf %x $((32+row)))
$T send-keys -H 1b 5b 4d 23 $(printf %x $((32+col))) $(printf %x $((32+row)))
sleep 1; $T capture-pane -p | head -4
$T send-keys F3; sleep 1.5; $T send-keys C-z; sleep 1;  $T capture-pane -p | head -6; P=$($T display-message -p '#{pane_pid}'); ps -o pid,ppid,pgid,sid,stat,args --forest -s $(ps -o sid= -p $P) ; cat /proc/$(cat /proc/$P/task/$P/children | awk '{print $1}')/status | grep -E "Sig|State"
$T kill-server
