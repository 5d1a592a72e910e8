import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,t as c,y as l}from"./styles.js";import{i as u}from"./live-host.js";import{n as d}from"./purse.js";import{t as f}from"./sentence.js";import{n as p}from"./periods.js";var m=class extends o{constructor(...e){super(...e),this.accounts=[],this.errors=[],this.busy=!1,this.open=!1,this.asked=0,this.held=``}willUpdate(e){let t=this.accounts.map(({account:e,loaded:t,open_positions:n})=>`${e} ${t} ${n}`).join();t!==this.held&&(this.held=t,this.open&&this.look())}render(){let{t:e}=this.ctx;return n`<details class="card" @toggle=${this.onToggle}>
        <summary>${e(`unowned.title`)}</summary>
        <p class="soft">${e(`unowned.what`)}</p>
        <div aria-live="polite" aria-busy=${String(this.busy)}>
          ${this.errors.map(([e,t])=>n`<p class="error">${e}: ${f(t)}</p>`)}
          ${this.rows===void 0?n`<p class="soft">${e(`common.loading`)}</p>`:this.rows.length?n`<ul>
                  ${this.rows.map(e=>this.renderRow(e))}
                </ul>`:this.errors.length?r:n`<p class="soft" data-none>${e(`unowned.none`)}</p>`}
        </div>
        <button class="button plain" data-look ?disabled=${this.busy} @click=${()=>void this.look()}>
          ${this.busy?e(`common.working`):e(`unowned.look`)}
        </button>
      </details>
      <tradehook-adopt-dialog .ctx=${this.ctx} @tradehook-adopted=${this.onAdopted}></tradehook-adopt-dialog>`}renderRow(e){let{t,format:i}=this.ctx,o=`${a(e.symbol)} ${t(`side.${e.side}`)}`,s=e.account_type===`live`;return n`<li data-holding=${e.symbol}>
      <span>
        <b>${o}</b>
        <span class="soft small">${e.account_name} · ${t(s?`purse.live`:`purse.paper`)}</span>
        ${e.orders.length?n`<span class="soft small">
              ${t(`unowned.orders`,{count:e.orders.length})}.
              ${t(`unowned.free`,{size:i.number(e.available),base:e.base})}
            </span>`:r}
      </span>
      <span class="number">
        ${i.number(e.size)} ${e.base}
        <span class="soft small">${e.value?i.money(e.value,e.quote):t(`unowned.no_price`)}</span>
      </span>
      <button class="button outlined" aria-label=${t(`unowned.adopt_of`,{name:o})} @click=${()=>void this.adopt(e)}>
        ${t(`unowned.adopt`)}
      </button>
    </li>`}onToggle(e){this.open=e.target.open,this.open&&this.look()}onAdopted(){this.renderRoot.querySelector(`summary`)?.focus(),this.look()}async look(){this.asked+=1;let{asked:e}=this;this.busy=!0;let t=[],n=await Promise.all(this.accounts.filter(({loaded:e})=>e).map(async e=>{try{return(await this.ctx.api.unowned(e.account)).map(t=>({...t,...d(e),account:e.account}))}catch(n){return t.push([e.name,u(n)]),[]}}));e===this.asked&&(this.rows=n.flat(),this.errors=t,this.busy=!1)}async adopt(e){await p(()=>import(`./adopt-dialog.js`),[]),await this.renderRoot.querySelector(`tradehook-adopt-dialog`)?.ask(e)}static{this.styles=[c,l`
      details {
        margin-top: 16px;
        padding: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 500;
        min-height: 24px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        align-items: center;
        border-top: 1px solid var(--th-line);
        display: grid;
        gap: 8px 16px;
        grid-template-columns: minmax(0, 1fr) auto auto;
        padding: 12px 0;
      }
      li .number {
        text-align: end;
      }
      .small {
        display: block;
        font-size: 12px;
      }
      @media (max-width: 480px) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        li .button {
          grid-column: 1 / -1;
        }
      }
    `]}};s([t({attribute:!1})],m.prototype,`ctx`,void 0),s([t({attribute:!1})],m.prototype,`accounts`,void 0),s([e()],m.prototype,`rows`,void 0),s([e()],m.prototype,`errors`,void 0),s([e()],m.prototype,`busy`,void 0),s([e()],m.prototype,`open`,void 0),m=s([i(`tradehook-unowned`)],m);export{m as UnownedView};